"""powers10.py [--check]: writes powers10.inc, the powers of ten that shortest.c needs, from exact integers.

Row i is ceil(10^k * 2^(127 - floor(log2(10^k)))) for k = i - 292, high and low 64 bits; exact powers are not rounded up."""
import os
import sys

LEAST, MOST = -292, 324


def row(k):
    numerator, denominator = (10**k, 1) if k >= 0 else (1, 10**-k)
    log2 = numerator.bit_length() - denominator.bit_length()
    if numerator < denominator << log2 if log2 >= 0 else numerator << -log2 < denominator:
        log2 -= 1
    shift = 127 - log2
    scaled = numerator << shift if shift >= 0 else numerator
    quotient, rest = divmod(scaled, denominator if shift >= 0 else denominator << -shift)
    value = quotient + (rest != 0)
    assert value.bit_length() == 128
    return f"{{0x{value >> 64:016X}, 0x{value & (2**64 - 1):016X}}},\n"


text = "/* made by powers10.py: do not edit */\n" + "".join(row(k) for k in range(LEAST, MOST + 1))
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "powers10.inc")
if "--check" in sys.argv:
    sys.exit(0 if open(path, encoding="ascii").read() == text else "powers10.inc is not what powers10.py makes")
with open(path, "w", encoding="ascii") as out:
    out.write(text)
