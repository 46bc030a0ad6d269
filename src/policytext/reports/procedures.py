"""Say how the tables of other commands are computed, for a paper that uses them: in English and Chinese.

The reports do not run these commands, so the methods text has them apart from
what was done for the reports themselves. The parameters are the defaults; a
test holds them against those of the commands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.vectors import N_DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

K1, B = 1.2, 0.6
"""The parameters of BM25 in `search`."""

HEADING, TITLE, PAIR = 0.5, 0.2, 0.25
"""What the heading, the document's title and words that follow one another count in `search`."""

WINDOW, MIN_COUNT = 5, 3
"""Words on either side, and meetings at least, in `collocates`."""

MATTR_WINDOW = 100
"""Words of a window in `statistics`."""

N_RUNS, N_SAMPLED = 20, 1_000
"""Seeds in `graph communities`; concepts past which `graph central` samples betweenness."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """One step, in English and in Chinese; works are cited as `[@key]`, several with semicolons."""

    en: str
    zh: str


def list_procedures(*, graphed: bool) -> Iterator[Sentences]:
    """Yield how each command computes what it prints; those of the graph where there is one."""
    yield _describe_search()
    yield _describe_collocates()
    if graphed:
        yield _describe_edges()
        yield _describe_nodes()
    yield _describe_keyness_options()
    yield _describe_keyword_methods()
    yield _describe_lists()


def _describe_search() -> Sentences:
    """Say how `search` ranks."""
    return Sentences(
        f"search: passages are ranked by BM25 [@robertson2009] with k1 = {K1} and b = {B} over words in all "
        f"inflections, themes in all forms, and pairs of words that follow one another ({PAIR}); the heading counts "
        f"{HEADING} of the passage, the document's title {TITLE}, and passages that are no prose less, by their kind. "
        f"Passages similar to one are the nearest by the cosine of {N_DIMENSIONS}-dimensional vectors of latent "
        "semantic analysis [@deerwester1990], in which words known in both languages share a name, computed with "
        "scikit-learn [@pedregosa2011].",
        f"search：段落按 BM25[@robertson2009]排序，k1 = {K1}，b = {B}，检索项为词（含全部词形）、主题（含全部写法）"
        f"与相邻词对（{PAIR}），节标题权重为 {HEADING}，篇名为 {TITLE}，非正文段落依种类降权。相似段落按潜在语义分析"
        f"[@deerwester1990]所得 {N_DIMENSIONS} 维向量之余弦求得，两种语言皆有之词共用一名，"
        "由 scikit-learn[@pedregosa2011]计算。",
    )


def _describe_collocates() -> Sentences:
    """Say how `collocates` measures company."""
    return Sentences(
        f"collocates: words within {WINDOW} words on either side of the node, no further than the passage, with "
        f"{MIN_COUNT} meetings or more, ranked by logDice [@rychly2008]; beside it stand mutual information "
        "[@church1990], MI3 [@daille1994], NPMI [@bouma2009], t [@church1991], z [@berryrogghe1973; @evert2008], "
        "chi-squared [@pearson1900], the signed log-likelihood ratio [@dunning1993], Dice [@dice1945], ΔP in both directions [@gries2013] and "
        "DP over documents [@gries2008].",
        f"collocates：取节点左右各 {WINDOW} 词、不越出段落，共现至少 {MIN_COUNT} 次者，按 logDice[@rychly2008]排序；"
        "另列互信息[@church1990]、MI3[@daille1994]、NPMI[@bouma2009]、t 值[@church1991]、z 值"
        "[@berryrogghe1973; @evert2008]、卡方[@pearson1900]、带符号对数似然比[@dunning1993]、Dice[@dice1945]、双向 ΔP[@gries2013]"
        "与各文献间的比例离差 DP[@gries2008]。",
    )


def _describe_edges() -> Sentences:
    """Say what else `graph` tells of edges."""
    return Sentences(
        "graph: edges also have Dice [@dice1945], Salton's cosine [@salton1983], association strength "
        "[@vaneck2009], pointwise mutual information [@church1990], the one-sided p of Fisher's exact test "
        "[@fisher1935], adjusted for the false discovery rate over all pairs that meet [@benjamini1995], and the "
        "alpha of the disparity filter [@serrano2009], the smaller of both ends; a backbone has the edges whose alpha is "
        "at most that of --max-alpha. Two graphs are compared edge by edge by the log-likelihood ratio [@rayson2000]. "
        "Exported graphs are laid out by force [@fruchterman1991].",
        "graph：边另有 Dice[@dice1945]、Salton 余弦[@salton1983]、关联强度[@vaneck2009]、点互信息[@church1990]、"
        "Fisher 精确检验单侧 p 值[@fisher1935]（按错误发现率对全部共现对校正[@benjamini1995]）与差异过滤之 alpha"
        "[@serrano2009]（取两端之较小者）；骨干网络取 alpha 不大于 --max-alpha 之边。两图逐边以对数似然比相比[@rayson2000]。"
        "导出之图以力导向法[@fruchterman1991]布局。",
    )


def _describe_nodes() -> Sentences:
    """Say what `graph` tells of nodes and communities."""
    return Sentences(
        "graph central: degree, strength, weighted PageRank [@brin1998], betweenness [@freeman1977] with steps of "
        f"1 / n_cooc [@newman2001], past {N_SAMPLED:,} concepts estimated from as many [@brandes2007], and bridging, "
        "the participation coefficient over documents [@guimera2005]. graph communities: the Louvain method "
        f"[@blondel2008] at resolution 1 from {N_RUNS} seeds, whose divisions are compared by normalised mutual "
        "information [@danon2005] and the adjusted Rand index [@hubert1985].",
        "graph central：度、强度、加权 PageRank[@brin1998]、步长为 1 / n_cooc[@newman2001]的中介中心性[@freeman1977]"
        f"（概念逾 {N_SAMPLED:,} 个时取样估计[@brandes2007]），以及桥接度，即各文献间的参与系数[@guimera2005]。"
        f"graph communities：Louvain 方法[@blondel2008]，分辨率 1，以 {N_RUNS} 个随机种子划分，"
        "各次划分以标准化互信息[@danon2005]与调整兰德指数[@hubert1985]相比。",
    )


def _describe_keyness_options() -> Sentences:
    """Say what `keyness` prints besides, or instead."""
    return Sentences(
        "keyness: beside G2 stand chi-squared [@pearson1900] without and with the correction of Yates [@yates1934], "
        "BIC [@wilson2013], %DIFF [@gabrielatos2011] and the odds ratio with its 95 % interval [@woolf1955]; on "
        "request G2 over two cells [@rayson2000], G2 corrected after Williams [@williams1976], Fisher's exact test "
        "[@fisher1935], and p adjusted after Bonferroni [@dunn1961].",
        "keyness：除 G2 外另列卡方[@pearson1900]及其 Yates 校正值[@yates1934]、BIC[@wilson2013]、%DIFF"
        "[@gabrielatos2011]与比值比及其 95% 置信区间[@woolf1955]；可选两格 G2[@rayson2000]、Williams 校正 G2"
        "[@williams1976]、Fisher 精确检验[@fisher1935]与 Bonferroni 校正[@dunn1961]。",
    )


def _describe_keyword_methods() -> Sentences:
    """Say what the methods of `keywords` are."""
    return Sentences(
        "keywords, where another method is named: TF-IDF [@sparckjones1972] as scikit-learn smooths it, C-value "
        "[@frantzi2000], TextRank [@mihalcea2004] over neighbours and PositionRank [@florescu2017] over windows of "
        "10 words, both with a damping of 0.85.",
        "keywords 另可指定：TF-IDF[@sparckjones1972]（scikit-learn 之平滑）、C-value[@frantzi2000]、相邻词的 "
        "TextRank[@mihalcea2004]与 10 词窗口的 PositionRank[@florescu2017]，后二者阻尼系数均为 0.85。",
    )


def _describe_lists() -> Sentences:
    """Say what `words`, `ngrams` and `statistics` print."""
    return Sentences(
        "words and ngrams: range, DP [@gries2008] and DPnorm [@lijffijt2012] over documents. statistics: type-token "
        f"ratio, MATTR over windows of {MATTR_WINDOW} words [@covington2010], MTLD with a threshold of .72 and HD-D "
        "with samples of 42 words [@mccarthy2010].",
        "words 与 ngrams：文献数、DP[@gries2008]与 DPnorm[@lijffijt2012]。statistics：型例比、"
        f"{MATTR_WINDOW} 词窗口的 MATTR[@covington2010]、阈值为 .72 的 MTLD 与 42 词取样的 HD-D[@mccarthy2010]。",
    )
