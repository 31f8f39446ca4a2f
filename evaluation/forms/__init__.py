from evaluation.forms.answering import SectionForm

__all__ = ["SectionForm"]
