"""What may be shown about groups of people. Functions of their arguments only.

The rules in plain words, the attacker they assume and their limits: docs/disclosure.md.
"""

from evaluation.disclosure.cells import figures_in, released_cells
from evaluation.disclosure.cuts import SHIFT, Cut, CutError, Past, shared_people
from evaluation.disclosure.fitting import fitted
from evaluation.disclosure.lattice import Figure, Lattice, LatticeError
from evaluation.disclosure.pattern import Pattern, Scope, Status, suppress, suppress_equality
from evaluation.disclosure.releasing import Step, enough_new, next_release
from evaluation.disclosure.thresholds import (
    PILOT_K,
    K,
    KRefusal,
    check_k,
    fewest_writers,
    may_change_k,
    may_quote,
    percentage,
    rounded,
)

__all__ = [
    "PILOT_K",
    "SHIFT",
    "Cut",
    "CutError",
    "Figure",
    "K",
    "KRefusal",
    "Lattice",
    "LatticeError",
    "Past",
    "Pattern",
    "Scope",
    "Status",
    "Step",
    "check_k",
    "enough_new",
    "fewest_writers",
    "figures_in",
    "fitted",
    "may_change_k",
    "may_quote",
    "next_release",
    "percentage",
    "released_cells",
    "rounded",
    "shared_people",
    "suppress",
    "suppress_equality",
]
