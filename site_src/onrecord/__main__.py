"""The console command, and ``python -m onrecord``: what is imported before it begins can be stopped without a traceback."""

import gc
import signal
import sys


def run() -> int:
    """Run the command. Its exit code."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # until cli.main has it
    from onrecord.cli import main  # noqa: PLC0415 - this is what takes time

    code = main()
    gc.freeze()  # a process that ends need not look what of it could be cleared away
    return code


if __name__ == "__main__":
    sys.exit(run())
