"""The works that the methods text cites, and BibTeX of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Work:
    """A publication: its kind in BibTeX, authors (`Family, Given; …`), year, title, and other fields."""

    kind: str
    authors: str
    year: int
    title: str
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def families(self) -> list[str]:
        """The family names of the authors."""
        return [name.split(",")[0] for name in self.authors.split("; ")]

    def cite(self, lang: str = "en") -> str:
        """Return authors and year as running text has them.

        >>> Work("article", "Benjamini, Yoav; Hochberg, Yosef", 1995, "Controlling").cite()
        'Benjamini and Hochberg 1995'
        """
        names = self.families
        if len(names) > 2:
            return f"{names[0]} {'et al.' if lang == 'en' else '等'} {self.year}"
        return f"{(' and ' if lang == 'en' else '、').join(names)} {self.year}"

    def write_reference(self) -> str:
        """Return the work as a list of references has it."""
        given = dict(self.fields)
        where = given.get("journal") or given.get("booktitle") or given.get("howpublished") or ""
        volume = given.get("volume", "") + (f"({given['number']})" if "number" in given else "")
        pages = given.get("pages", "").replace("--", "–")
        place = " ".join(filter(None, [where, volume])) + (f": {pages}" if pages else "")
        link = f"https://doi.org/{given['doi']}" if "doi" in given else given.get("url", "")
        names = self.authors.replace("; others", " et al.").rstrip(".")
        head = f"{names}. {self.year}. {self.title}."
        return " ".join(filter(None, [head, f"{place}." if place else "", link]))


def _article(authors: str, year: int, title: str, where: str, doi: str = "") -> Work:
    """Return an article; `where` is `journal|volume|number|pages`, the number empty where there is none."""
    names = ("journal", "volume", "number", "pages")
    fields = [(n, v) for n, v in zip(names, where.split("|"), strict=True) if v]
    return Work("article", authors, year, title, (*fields, *([("doi", doi)] if doi else [])))


def _paper(authors: str, year: int, title: str, book: str, pages: str = "") -> Work:
    """Return a paper in proceedings."""
    fields = (("booktitle", book), *([("pages", pages)] if pages else []))
    return Work("inproceedings", authors, year, title, fields)


def _software(authors: str, year: int, title: str, url: str) -> Work:
    """Return a piece of software."""
    return Work("misc", authors, year, title, (("howpublished", "Software"), ("url", url)))


WORKS: dict[str, Work] = {
    "aho1975": _article("Aho, Alfred V.; Corasick, Margaret J.", 1975,
        "Efficient String Matching: An Aid to Bibliographic Search",
        "Communications of the ACM|18|6|333--340", "10.1145/360825.360855"),
    "benjamini1995": _article("Benjamini, Yoav; Hochberg, Yosef", 1995,
        "Controlling the False Discovery Rate: A Practical and Powerful Approach to Multiple Testing",
        "Journal of the Royal Statistical Society, Series B|57|1|289--300"),
    "blondel2008": _article("Blondel, Vincent D.; Guillaume, Jean-Loup; Lambiotte, Renaud; Lefebvre, Etienne",
        2008, "Fast Unfolding of Communities in Large Networks",
        "Journal of Statistical Mechanics: Theory and Experiment|2008|10|P10008",
        "10.1088/1742-5468/2008/10/P10008"),
    "bouma2009": _paper("Bouma, Gerlof", 2009,
        "Normalized (Pointwise) Mutual Information in Collocation Extraction",
        "Proceedings of the Biennial GSCL Conference", "31--40"),
    "dunning1993": _article("Dunning, Ted", 1993,
        "Accurate Methods for the Statistics of Surprise and Coincidence",
        "Computational Linguistics|19|1|61--74"),
    "frantzi2000": _article("Frantzi, Katerina; Ananiadou, Sophia; Mima, Hideki", 2000,
        "Automatic Recognition of Multi-Word Terms: The C-value/NC-value Method",
        "International Journal on Digital Libraries|3|2|115--130", "10.1007/s007999900023"),
    "gale1992": _paper("Gale, William A.; Church, Kenneth W.; Yarowsky, David", 1992,
        "One Sense Per Discourse", "Speech and Natural Language: Proceedings of a Workshop", "233--237"),
    "gries2008": _article("Gries, Stefan Th.", 2008, "Dispersions and Adjusted Frequencies in Corpora",
        "International Journal of Corpus Linguistics|13|4|403--437", "10.1075/ijcl.13.4.02gri"),
    "haberman1973": _article("Haberman, Shelby J.", 1973,
        "The Analysis of Residuals in Cross-Classified Tables", "Biometrics|29|1|205--220", "10.2307/2529686"),
    "hagberg2008": _paper("Hagberg, Aric A.; Schult, Daniel A.; Swart, Pieter J.", 2008,
        "Exploring Network Structure, Dynamics, and Function using NetworkX",
        "Proceedings of the 7th Python in Science Conference", "11--15"),
    "hardie2014": Work("misc", "Hardie, Andrew", 2014, "Log Ratio: An Informal Introduction",
        (("howpublished", "ESRC Centre for Corpus Approaches to Social Science"),
         ("url", "http://cass.lancs.ac.uk/log-ratio-an-informal-introduction/"))),
    "honnibal2020": Work("misc",
        "Honnibal, Matthew; Montani, Ines; Van Landeghem, Sofie; Boyd, Adriane", 2020,
        "spaCy: Industrial-Strength Natural Language Processing in Python",
        (("howpublished", "Software"), ("doi", "10.5281/zenodo.1212303"))),
    "hunter2007": _article("Hunter, John D.", 2007, "Matplotlib: A 2D Graphics Environment",
        "Computing in Science and Engineering|9|3|90--95", "10.1109/MCSE.2007.55"),
    "jaccard1912": _article("Jaccard, Paul", 1912, "The Distribution of the Flora in the Alpine Zone",
        "New Phytologist|11|2|37--50", "10.1111/j.1469-8137.1912.tb05611.x"),
    "jieba": _software("Sun, Junyi", 2020, "jieba: Chinese Text Segmentation", "https://github.com/fxsjy/jieba"),
    "katz1978": _article("Katz, D.; Baptista, J.; Azen, S. P.; Pike, M. C.", 1978,
        "Obtaining Confidence Intervals for the Risk Ratio in Cohort Studies",
        "Biometrics|34|3|469--474", "10.2307/2530610"),
    "lafon1980": _article("Lafon, Pierre", 1980,
        "Sur la variabilité de la fréquence des formes dans un corpus", "Mots|1||127--165",
        "10.3406/mots.1980.1008"),
    "pedregosa2011": _article("Pedregosa, Fabian; Varoquaux, Gaël; Gramfort, Alexandre; others", 2011,
        "Scikit-learn: Machine Learning in Python", "Journal of Machine Learning Research|12||2825--2830"),
    "sparckjones1972": _article("Spärck Jones, Karen", 1972,
        "A Statistical Interpretation of Term Specificity and Its Application in Retrieval",
        "Journal of Documentation|28|1|11--21", "10.1108/eb026526"),
}  # fmt: skip
"""Every work by its key in BibTeX."""


def render_bibtex(keys: Iterable[str]) -> str:
    """Return works as BibTeX, in the order of their keys.

    >>> print(render_bibtex(["bouma2009"]), end="")  # doctest: +ELLIPSIS
    @inproceedings{bouma2009,
      author = {Bouma, Gerlof},
      title = {{Normalized (Pointwise) Mutual Information in Collocation Extraction}},
      year = {2009},
    ...
    """
    return "\n".join(_render_entry(key, WORKS[key]) for key in sorted(keys))


def _render_entry(key: str, work: Work) -> str:
    """Return one entry."""
    fields = [
        ("author", work.authors.replace("; ", " and ")),
        ("title", f"{{{work.title}}}"),  # double braces keep its capitals
        ("year", str(work.year)),
        *work.fields,
    ]
    lines = [f"  {name} = {{{_escape(value)}}}," for name, value in fields]
    return "\n".join([f"@{work.kind}{{{key},", *lines, "}", ""])


def _escape(value: str) -> str:
    """Return a value with the signs escaped that mean something to TeX."""
    return value.replace("&", r"\&").replace("%", r"\%") if "://" not in value else value
