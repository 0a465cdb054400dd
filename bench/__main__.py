"""`python -m bench`: measure the site at several sizes against a bare Django view, and print ratios.

It makes its own database (SQLite in a temporary folder, or a scratch database of DATABASE_URL's server is expected to
be given), imports a made-up corpus through the interchange, and asks for pages in turn with the bare view.
"""

import argparse
import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Read the arguments, measure each size in a database of its own, print a table for each."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--articles", default="200,2000", help="sizes of the journal, separated by commas")
    parser.add_argument("--words", type=int, default=2300, help="words of an English text")
    parser.add_argument("--rounds", type=int, default=200, help="requests of each page")
    options = parser.parse_args()
    sizes = [int(size) for size in options.articles.split(",")]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    print("Rates are parts of the bare view's in the same run: 1.00 is as fast")
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="enface-bench-") as folder:
            if os.fork() == 0:  # a process a size: memory and caches start afresh
                run(size, options.words, options.rounds, Path(folder))
                sys.stdout.flush()
                os._exit(0)
            _pid, code = os.wait()
            if code:
                sys.exit(1)


def run(size: int, words: int, rounds: int, folder: Path) -> None:
    """Make a journal of one size in `folder`, measure it and print the table."""
    os.environ["ENFACE_DATA_DIR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journal.settings")
    import django  # app ready: the settings are read from the environment set above

    django.setup()
    from django.core.management import call_command  # app ready

    from bench.adaptor import write_journal  # app ready
    from bench.desk import measure_desk  # app ready
    from bench.measure import Pair  # app ready
    from bench.pages import addresses  # app ready

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    source = folder / "journal"
    write_journal(source, articles=size, words=words)
    start = time.perf_counter()
    call_command("import_journal", str(source))
    print(f"\n{size} articles of {words} words; imported in {time.perf_counter() - start:.0f} s")
    pair = Pair()
    print(f"{'page':<18}{'rate':>7}{'rate, no middleware':>21}{'queries':>9}{'kB':>7}{'µs':>8}")
    for name, path, cold in addresses():
        row = pair.measure(name, path, rounds=rounds, cold=cold)
        rates = f"{row.against_project:>7.2f}{row.against_nothing:>21.2f}"
        print(f"{row.name:<18}{rates}{row.queries:>9}{row.size / 1000:>7.1f}{row.site:>8.0f}", flush=True)
    desk = measure_desk()
    print(f"facing desk of {desk.words} words and {desk.notes} footnotes:")
    print(f"  server {desk.server:.0f} ms, {desk.queries} queries, {desk.kilobytes:.0f} kB")
    if desk.key is None:
        print("  ready and keys: not measured, there is no Chromium (Debian: apt install chromium)")
    else:
        print(f"  ready to type after {desk.ready:.0f} ms")
        print(f"  a key {desk.key:.0f} ms (median; slowest {desk.slowest_key:.0f} ms)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB (import included)")


if __name__ == "__main__":
    main()
