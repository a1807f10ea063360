"""That something ends: a bound on its own time of the processor, far from what it takes, and no measure of speed."""

import contextlib
import signal
from collections.abc import Iterator


class EndlessError(AssertionError):
    """It went on and on."""


@contextlib.contextmanager
def ends(seconds: float = 10) -> Iterator[None]:
    """Fail what takes more than some seconds of the processor, however busy the machine is with other things."""

    def stop(*_: object) -> None:
        raise EndlessError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
