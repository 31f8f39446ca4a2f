"""What a release says, in words and tables: the one source of the page and of every paper."""

from evaluation.reports.figures import Figures
from evaluation.reports.parts import Part, Report, Table
from evaluation.reports.writing import report_of

__all__ = ["Figures", "Part", "Report", "Table", "report_of"]
