"""embed.py: plain ASCII files as strings of C, so that the library needs no file at run time.

    embed.py OUT NAME=FILE...
"""
import sys

with open(sys.argv[1], "w", encoding="ascii") as out:
    for pair in sys.argv[2:]:
        name, path = pair.split("=", 1)
        with open(path, encoding="ascii") as file:
            text = file.read().rstrip("\n")
        numbers = [str(ord(c)) for c in text] + ["0"]
        rows = [",".join(numbers[i:i + 40]) for i in range(0, len(numbers), 40)]
        out.write("extern const char %s[];\nconst char %s[] = {\n%s};\n" % (name, name, ",\n".join(rows)))
