"""paired.py N 'COMMAND A' 'COMMAND B': runs A and B in turn, N times each, and prints medians and the ratio A/B pair by pair.

Ratios in one run, never seconds: the machine's speed drifts, the pair shares it. Whole processes, CPU time of the children as the kernel counts
it; output is discarded. Peak memory comes from one more run each, watched while it runs: the kernel's own figure for a child begins at the
size of this interpreter."""
import os
import shlex
import statistics
import subprocess
import sys
import time


def run(command):
    start = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(shlex.split(command), stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{command}: exit {process.returncode}")
    return {"wall s": time.perf_counter() - start, "cpu s": usage.ru_utime + usage.ru_stime}


def peak(command):
    """MiB; the last high-water mark seen, a few milliseconds before the end."""
    process = subprocess.Popen(shlex.split(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen = 0
    while process.poll() is None:
        try:
            with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
                seen = max([seen] + [int(line.split()[1]) for line in status if line.startswith("VmHWM")])
        except OSError:
            break
        time.sleep(0.002)
    process.wait()
    return seen / 1024


def row(name, figures):
    print(f"{name:<14}{min(figures):10.4f}{statistics.median(figures):10.4f}{max(figures):10.4f}")


def main():
    count, a, b = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    run(a), run(b)
    pairs = [(run(a), run(b)) for _ in range(count)]
    print(f"A = {a}\nB = {b}\n{'n = ' + str(count):<14}{'min':>10}{'median':>10}{'max':>10}")
    for figure in pairs[0][0]:
        row("A " + figure, [x[figure] for x, _ in pairs])
        row("B " + figure, [y[figure] for _, y in pairs])
        row("A/B " + figure[:-2], [x[figure] / y[figure] for x, y in pairs])
    print(f"peak MiB: A {peak(a):.1f}, B {peak(b):.1f}")


main()
