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
        where = given.get("journal") or given.get("booktitle") or given.get("howpublished")
        publisher = given.get("publisher", "")
        where = where or given.get("school") or publisher
        if "editor" in given:
            where += f" (ed. {given['editor'].replace(' and ', '; ')})"
        number = given.get("number", "").replace("--", "–")
        volume = given.get("volume", "") + (f"({number})" if number else "")
        pages = given.get("pages", "").replace("--", "–")
        place = " ".join(filter(None, [where, volume])) + (f": {pages}" if pages else "")
        link = f"https://doi.org/{given['doi']}" if "doi" in given else given.get("url", "")
        names = self.authors.replace("; others", " et al.").rstrip(".")
        head = f"{names}. {self.year}. {self.title}."
        printed = f"{publisher}." if publisher and not where.startswith(publisher) else ""
        return " ".join(filter(None, [head, f"{place}." if place else "", printed, link]))


def _article(authors: str, year: int, title: str, where: str, doi: str = "") -> Work:
    """Return an article; `where` is `journal|volume|number|pages`, the number empty where there is none."""
    names = ("journal", "volume", "number", "pages")
    fields = [(n, v) for n, v in zip(names, where.split("|"), strict=True) if v]
    return Work("article", authors, year, title, (*fields, *([("doi", doi)] if doi else [])))


def _paper(authors: str, year: int, title: str, book: str, pages: str = "") -> Work:
    """Return a paper in proceedings."""
    fields = (("booktitle", book), *([("pages", pages)] if pages else []))
    return Work("inproceedings", authors, year, title, fields)


def _chapter(authors: str, year: int, title: str, where: str) -> Work:
    """Return a chapter; `where` is `book|editors|publisher|volume|pages`, the volume empty where there is one."""
    names = ("booktitle", "editor", "publisher", "volume", "pages")
    fields = [
        (n, v.replace("; ", " and ")) for n, v in zip(names, where.split("|"), strict=True) if v
    ]
    return Work("incollection", authors, year, title, tuple(fields))


def _software(authors: str, year: int, title: str, url: str) -> Work:
    """Return a piece of software."""
    return Work("misc", authors, year, title, (("howpublished", "Software"), ("url", url)))


WORKS: dict[str, Work] = {
    "aho1975": _article("Aho, Alfred V.; Corasick, Margaret J.", 1975,
        "Efficient String Matching: An Aid to Bibliographic Search",
        "Communications of the ACM|18|6|333--340", "10.1145/360825.360855"),
    "benjamini1995": _article("Benjamini, Yoav; Hochberg, Yosef", 1995,
        "Controlling the False Discovery Rate: A Practical and Powerful Approach to Multiple Testing",
        "Journal of the Royal Statistical Society, Series B|57|1|289--300", "10.1111/j.2517-6161.1995.tb02031.x"),
    "berryrogghe1973": _chapter("Berry-Rogghe, Godelieve L. M.", 1973,
        "The Computation of Collocations and Their Relevance in Lexical Studies",
        "The Computer and Literary Studies|Aitken, A. J.; Bailey, R. W.; Hamilton-Smith, N.|Edinburgh University Press||103--112"),
    "blondel2008": _article("Blondel, Vincent D.; Guillaume, Jean-Loup; Lambiotte, Renaud; Lefebvre, Etienne",
        2008, "Fast Unfolding of Communities in Large Networks",
        "Journal of Statistical Mechanics: Theory and Experiment|2008|10|P10008",
        "10.1088/1742-5468/2008/10/P10008"),
    "bouma2009": _paper("Bouma, Gerlof", 2009,
        "Normalized (Pointwise) Mutual Information in Collocation Extraction",
        "Proceedings of the Biennial GSCL Conference 2009", "31--40"),
    "brandes2007": _article("Brandes, Ulrik; Pich, Christian", 2007,
        "Centrality Estimation in Large Networks",
        "International Journal of Bifurcation and Chaos|17|7|2303--2318", "10.1142/S0218127407018403"),
    "brin1998": _article("Brin, Sergey; Page, Lawrence", 1998,
        "The Anatomy of a Large-Scale Hypertextual Web Search Engine",
        "Computer Networks and ISDN Systems|30|1--7|107--117", "10.1016/S0169-7552(98)00110-X"),
    "church1990": _article("Church, Kenneth Ward; Hanks, Patrick", 1990,
        "Word Association Norms, Mutual Information, and Lexicography",
        "Computational Linguistics|16|1|22--29"),
    "church1991": _chapter("Church, Kenneth; Gale, William; Hanks, Patrick; Hindle, Donald", 1991,
        "Using Statistics in Lexical Analysis",
        "Lexical Acquisition: Exploiting On-Line Resources to Build a Lexicon|Zernik, Uri|Lawrence Erlbaum||115--164"),
    "covington2010": _article("Covington, Michael A.; McFall, Joe D.", 2010,
        "Cutting the Gordian Knot: The Moving-Average Type-Token Ratio (MATTR)",
        "Journal of Quantitative Linguistics|17|2|94--100", "10.1080/09296171003643098"),
    "daille1994": Work("phdthesis", "Daille, Béatrice", 1994,
        "Approche mixte pour l’extraction automatique de terminologie: statistiques lexicales et filtres linguistiques",
        (("school", "Université Paris 7"),)),
    "danon2005": _article("Danon, Leon; Díaz-Guilera, Albert; Duch, Jordi; Arenas, Alex", 2005,
        "Comparing Community Structure Identification",
        "Journal of Statistical Mechanics: Theory and Experiment|2005|9|P09008",
        "10.1088/1742-5468/2005/09/P09008"),
    "deerwester1990": _article("Deerwester, Scott; Dumais, Susan T.; Furnas, George W.; Landauer, Thomas K.; Harshman, Richard", 1990,
        "Indexing by Latent Semantic Analysis",
        "Journal of the American Society for Information Science|41|6|391--407"),
    "dice1945": _article("Dice, Lee R.", 1945,
        "Measures of the Amount of Ecologic Association between Species",
        "Ecology|26|3|297--302", "10.2307/1932409"),
    "dunn1961": _article("Dunn, Olive Jean", 1961,
        "Multiple Comparisons among Means",
        "Journal of the American Statistical Association|56|293|52--64", "10.1080/01621459.1961.10482090"),
    "dunning1993": _article("Dunning, Ted", 1993,
        "Accurate Methods for the Statistics of Surprise and Coincidence",
        "Computational Linguistics|19|1|61--74"),
    "edmundson1969": _article("Edmundson, H. P.", 1969,
        "New Methods in Automatic Extracting",
        "Journal of the ACM|16|2|264--285", "10.1145/321510.321519"),
    "evert2008": _chapter("Evert, Stefan", 2008,
        "Corpora and Collocations",
        "Corpus Linguistics: An International Handbook|Lüdeling, A.; Kytö, M.|Mouton de Gruyter|2|1212--1248"),
    "fisher1935": _article("Fisher, R. A.", 1935,
        "The Logic of Inductive Inference",
        "Journal of the Royal Statistical Society|98|1|39--82", "10.2307/2342435"),
    "florescu2017": _paper("Florescu, Corina; Caragea, Cornelia", 2017,
        "PositionRank: An Unsupervised Approach to Keyphrase Extraction from Scholarly Documents",
        "Proceedings of the 55th Annual Meeting of the Association for Computational Linguistics", "1105--1115"),
    "frantzi2000": _article("Frantzi, Katerina; Ananiadou, Sophia; Mima, Hideki", 2000,
        "Automatic Recognition of Multi-Word Terms: The C-value/NC-value Method",
        "International Journal on Digital Libraries|3|2|115--130", "10.1007/s007999900023"),
    "freeman1977": _article("Freeman, Linton C.", 1977,
        "A Set of Measures of Centrality Based on Betweenness",
        "Sociometry|40|1|35--41", "10.2307/3033543"),
    "fruchterman1991": _article("Fruchterman, Thomas M. J.; Reingold, Edward M.", 1991,
        "Graph Drawing by Force-Directed Placement",
        "Software: Practice and Experience|21|11|1129--1164", "10.1002/spe.4380211102"),
    "gabrielatos2011": Work("misc", "Gabrielatos, Costas; Marchi, Anna", 2011, "Keyness: Matching Metrics to Definitions",
        (("howpublished", "Paper given at Corpus Linguistics in the South 1, University of Portsmouth"),
         ("url", "https://eprints.lancs.ac.uk/id/eprint/51449/4/Gabrielatos_Marchi_Keyness.pdf"))),
    "gale1992": _paper("Gale, William A.; Church, Kenneth W.; Yarowsky, David", 1992,
        "One Sense Per Discourse", "Speech and Natural Language: Proceedings of a Workshop Held at Harriman, New York", "233--237"),
    "gries2008": _article("Gries, Stefan Th.", 2008, "Dispersions and Adjusted Frequencies in Corpora",
        "International Journal of Corpus Linguistics|13|4|403--437", "10.1075/ijcl.13.4.02gri"),
    "gries2013": _article("Gries, Stefan Th.", 2013,
        "50-Something Years of Work on Collocations: What Is or Should Be Next …",
        "International Journal of Corpus Linguistics|18|1|137--166", "10.1075/ijcl.18.1.09gri"),
    "guimera2005": _article("Guimerà, Roger; Amaral, Luís A. Nunes", 2005,
        "Functional Cartography of Complex Metabolic Networks",
        "Nature|433|7028|895--900", "10.1038/nature03288"),
    "haberman1973": _article("Haberman, Shelby J.", 1973,
        "The Analysis of Residuals in Cross-Classified Tables", "Biometrics|29|1|205--220", "10.2307/2529686"),
    "hagberg2008": _paper("Hagberg, Aric A.; Schult, Daniel A.; Swart, Pieter J.", 2008,
        "Exploring Network Structure, Dynamics, and Function using NetworkX",
        "Proceedings of the 7th Python in Science Conference", "11--15"),
    "hardie2014": Work("misc", "Hardie, Andrew", 2014, "Log Ratio: An Informal Introduction",
        (("howpublished", "ESRC Centre for Corpus Approaches to Social Science"),
         ("url", "https://cass.lancs.ac.uk/log-ratio-an-informal-introduction/"))),
    "honnibal2020": Work("misc",
        "Honnibal, Matthew; Montani, Ines; Van Landeghem, Sofie; Boyd, Adriane", 2020,
        "spaCy: Industrial-Strength Natural Language Processing in Python",
        (("howpublished", "Software"), ("doi", "10.5281/zenodo.1212303"))),
    "hubert1985": _article("Hubert, Lawrence; Arabie, Phipps", 1985,
        "Comparing Partitions",
        "Journal of Classification|2|1|193--218", "10.1007/BF01908075"),
    "hulth2003": _paper("Hulth, Anette", 2003,
        "Improved Automatic Keyword Extraction Given More Linguistic Knowledge",
        "Proceedings of the 2003 Conference on Empirical Methods in Natural Language Processing", "216--223"),
    "hunter2007": _article("Hunter, John D.", 2007, "Matplotlib: A 2D Graphics Environment",
        "Computing in Science & Engineering|9|3|90--95", "10.1109/MCSE.2007.55"),
    "jaccard1912": _article("Jaccard, Paul", 1912, "The Distribution of the Flora in the Alpine Zone",
        "New Phytologist|11|2|37--50", "10.1111/j.1469-8137.1912.tb05611.x"),
    "jacomy2014": _article("Jacomy, Mathieu; Venturini, Tommaso; Heymann, Sebastien; Bastian, Mathieu", 2014,
        "ForceAtlas2, a Continuous Graph Layout Algorithm for Handy Network Visualization Designed for the Gephi Software",
        "PLoS ONE|9|6|e98679", "10.1371/journal.pone.0098679"),
    "jieba": _software("Sun, Junyi", 2020, "jieba: Chinese Text Segmentation", "https://github.com/fxsjy/jieba"),
    "katz1978": _article("Katz, D.; Baptista, J.; Azen, S. P.; Pike, M. C.", 1978,
        "Obtaining Confidence Intervals for the Risk Ratio in Cohort Studies",
        "Biometrics|34|3|469--474", "10.2307/2530610"),
    "lafon1980": _article("Lafon, Pierre", 1980,
        "Sur la variabilité de la fréquence des formes dans un corpus", "Mots|1||127--165",
        "10.3406/mots.1980.1008"),
    "lijffijt2012": _article("Lijffijt, Jefrey; Gries, Stefan Th.", 2012,
        "Correction to Stefan Th. Gries’ “Dispersions and Adjusted Frequencies in Corpora”",
        "International Journal of Corpus Linguistics|17|1|147--149", "10.1075/ijcl.17.1.08lij"),
    "luhn1957": _article("Luhn, H. P.", 1957,
        "A Statistical Approach to Mechanized Encoding and Searching of Literary Information",
        "IBM Journal of Research and Development|1|4|309--317", "10.1147/rd.14.0309"),
    "mccarthy2010": _article("McCarthy, Philip M.; Jarvis, Scott", 2010,
        "MTLD, vocd-D, and HD-D: A Validation Study of Sophisticated Approaches to Lexical Diversity Assessment",
        "Behavior Research Methods|42|2|381--392", "10.3758/BRM.42.2.381"),
    "medelyan2006": _paper("Medelyan, Olena; Witten, Ian H.", 2006,
        "Thesaurus Based Automatic Keyphrase Indexing",
        "Proceedings of the 6th ACM/IEEE-CS Joint Conference on Digital Libraries", "296--297"),
    "mihalcea2004": _paper("Mihalcea, Rada; Tarau, Paul", 2004,
        "TextRank: Bringing Order into Text",
        "Proceedings of the 2004 Conference on Empirical Methods in Natural Language Processing", "404--411"),
    "newman2001": _article("Newman, M. E. J.", 2001,
        "Scientific Collaboration Networks. II. Shortest Paths, Weighted Networks, and Centrality",
        "Physical Review E|64|1|016132", "10.1103/PhysRevE.64.016132"),
    "pearson1900": _article("Pearson, Karl", 1900,
        "On the Criterion That a Given System of Deviations from the Probable in the Case of a Correlated System of Variables Is Such That It Can Be Reasonably Supposed to Have Arisen from Random Sampling",
        "Philosophical Magazine, Series 5|50|302|157--175", "10.1080/14786440009463897"),
    "pedregosa2011": _article("Pedregosa, Fabian; Varoquaux, Gaël; Gramfort, Alexandre; others", 2011,
        "Scikit-learn: Machine Learning in Python", "Journal of Machine Learning Research|12||2825--2830"),
    "rayson2000": _paper("Rayson, Paul; Garside, Roger", 2000,
        "Comparing Corpora Using Frequency Profiling",
        "Proceedings of the Workshop on Comparing Corpora", "1--6"),
    "robertson2009": _article("Robertson, Stephen; Zaragoza, Hugo", 2009,
        "The Probabilistic Relevance Framework: BM25 and Beyond",
        "Foundations and Trends in Information Retrieval|3|4|333--389", "10.1561/1500000019"),
    "rychly2008": _paper("Rychlý, Pavel", 2008,
        "A Lexicographer-Friendly Association Score",
        "Proceedings of Recent Advances in Slavonic Natural Language Processing, RASLAN 2008", "6--9"),
    "salton1975": _article("Salton, Gerard; Wong, Anita; Yang, Chung-Shu", 1975,
        "A Vector Space Model for Automatic Indexing",
        "Communications of the ACM|18|11|613--620", "10.1145/361219.361220"),
    "salton1983": Work("book", "Salton, Gerard; McGill, Michael J.", 1983,
        "Introduction to Modern Information Retrieval", (("publisher", "McGraw-Hill"),)),
    "serrano2009": _article("Serrano, M. Ángeles; Boguñá, Marián; Vespignani, Alessandro", 2009,
        "Extracting the Multiscale Backbone of Complex Weighted Networks",
        "Proceedings of the National Academy of Sciences|106|16|6483--6488", "10.1073/pnas.0808904106"),
    "sokal1958": _article("Sokal, Robert R.; Michener, Charles D.", 1958,
        "A Statistical Method for Evaluating Systematic Relationships",
        "University of Kansas Science Bulletin|38||1409--1438"),
    "sparckjones1972": _article("Spärck Jones, Karen", 1972,
        "A Statistical Interpretation of Term Specificity and Its Application in Retrieval",
        "Journal of Documentation|28|1|11--21", "10.1108/eb026526"),
    "vaneck2009": _article("van Eck, Nees Jan; Waltman, Ludo", 2009,
        "How to Normalize Cooccurrence Data? An Analysis of Some Well-Known Similarity Measures",
        "Journal of the American Society for Information Science and Technology|60|8|1635--1651", "10.1002/asi.21075"),
    "williams1976": _article("Williams, D. A.", 1976,
        "Improved Likelihood Ratio Tests for Complete Contingency Tables",
        "Biometrika|63|1|33--37", "10.1093/biomet/63.1.33"),
    "wilson2013": _chapter("Wilson, Andrew", 2013,
        "Embracing Bayes Factors for Key Item Analysis in Corpus Linguistics",
        "New Approaches to the Study of Linguistic Variability|Bieswanger, Markus; Koll-Stobbe, Amei|Peter Lang||3--11"),
    "witten1999": _paper("Witten, Ian H.; Paynter, Gordon W.; Frank, Eibe; Gutwin, Carl; Nevill-Manning, Craig G.", 1999,
        "KEA: Practical Automatic Keyphrase Extraction",
        "Proceedings of the 4th ACM Conference on Digital Libraries", "254--255"),
    "woolf1955": _article("Woolf, Barnet", 1955,
        "On Estimating the Relation between Blood Group and Disease",
        "Annals of Human Genetics|19|4|251--253", "10.1111/j.1469-1809.1955.tb01348.x"),
    "yates1934": _article("Yates, F.", 1934,
        "Contingency Tables Involving Small Numbers and the χ² Test",
        "Supplement to the Journal of the Royal Statistical Society|1|2|217--235", "10.2307/2983604"),
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
