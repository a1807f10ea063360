"""``python -m onrecord`` is the console command."""

import sys

from onrecord.cli import main

if __name__ == "__main__":
    sys.exit(main())
