"""Solves choices in a process of its own, so that a person can cancel: HiGHS cannot be interrupted from outside.

One process serves all problems of a solver, one after the other: a frontier is a dozen of them, and a process takes
longer to start than most problems to solve.
"""

import multiprocessing
import os
import weakref
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final

from outsourcing_planner.engine.portfolio.changes import PortfolioCancelledError
from outsourcing_planner.engine.portfolio.solve import NO_ANSWER, Answer, Problem, Solver, solve_here

_ASK_EVERY: Final = 0.05


def solve_in_child(cancelled: Callable[[], bool]) -> Solver:
    """Return a solver that asks ``cancelled`` often and ends its process at once where it says so.

    The solver raises PortfolioCancelledError then; a process that dies gives the state "no_answer". The process ends
    with the solver.
    """
    return _Child(cancelled)


class _Child:
    """A solver over a process that is started with the first problem."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled
        self._pipe: Connection | None = None
        self._end: Callable[[], object] = lambda: None

    def __call__(self, problem: Problem) -> Answer:
        """Return the answer of the process; see ``solve_in_child``."""
        nothing = Answer(NO_ANSWER, None, float("nan"), float("nan"))
        if self._cancelled():
            raise PortfolioCancelledError
        pipe = self._started()
        try:
            pipe.send(problem)
            while not pipe.poll(_ASK_EVERY):
                if self._cancelled():
                    self._stop()
                    raise PortfolioCancelledError
            answer = pipe.recv()
        except (EOFError, OSError):
            self._stop()
            return nothing
        return answer if isinstance(answer, Answer) else nothing

    def _started(self) -> Connection:
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            here, there = context.Pipe()
            process = context.Process(target=_work, args=(there,), daemon=True)
            process.start()
            there.close()
            self._pipe = here
            self._end = weakref.finalize(self, _ended, process, here)
        return self._pipe

    def _stop(self) -> None:
        self._end()
        self._pipe = None


def _ended(process: BaseProcess, pipe: Connection) -> None:
    process.terminate()
    process.join()
    pipe.close()


def _work(there: Connection) -> None:
    # HiGHS prints remarks of its own; standard output belongs to the command that asked
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    while True:
        try:
            problem = there.recv()
        except EOFError:
            return
        there.send(solve_here(problem))
