"""Solves a choice in a process of its own, so that a person can cancel: HiGHS cannot be interrupted from outside."""

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Final

from outsourcing_planner.engine.portfolio.changes import PortfolioCancelledError
from outsourcing_planner.engine.portfolio.solve import NO_ANSWER, Answer, Problem, Solver, solve_here

_ASK_EVERY: Final = 0.05


def solve_in_child(cancelled: Callable[[], bool]) -> Solver:
    """Return a solver that asks ``cancelled`` often and ends its process at once where it says so.

    The solver raises PortfolioCancelledError then; a process that dies gives the state "no_answer".
    """
    return lambda problem: _solved(problem, cancelled)


def _solved(problem: Problem, cancelled: Callable[[], bool]) -> Answer:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(problem, there), daemon=True)
    process.start()
    there.close()
    try:
        while not here.poll(_ASK_EVERY):
            if cancelled():
                raise PortfolioCancelledError
        answer = here.recv()
        return answer if isinstance(answer, Answer) else Answer(NO_ANSWER, None, float("nan"), float("nan"))
    except EOFError:
        return Answer(NO_ANSWER, None, float("nan"), float("nan"))
    finally:
        process.terminate()
        process.join()
        here.close()


def _work(problem: Problem, there: Connection) -> None:
    # HiGHS prints remarks of its own; standard output belongs to the command that asked
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    there.send(solve_here(problem))
    there.close()
