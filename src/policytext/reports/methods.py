"""Say how the reports were made, ready for the methods section of a paper, in English and Chinese.

Only what was really done is said: a sentence about Chinese words stands where
there are Chinese texts, one about keyness where its figures were drawn. A work
is cited by `[@key]` in a sentence, and what sentences cite becomes the
references and the BibTeX file; nothing else does. What other commands compute
follows in a part of its own (`procedures`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policytext.compare import LEAST_SPIKE
from policytext.compare import PER as PER_WORDS
from policytext.contingency import STANDS_OUT
from policytext.keyness import PER
from policytext.keywords.score import WEIGHTS
from policytext.languages.pipelines import BY_LEXICON
from policytext.reports.drawings import ALIKE, KEYNESS
from policytext.reports.procedures import Sentences, list_procedures
from policytext.reports.works import WORKS, render_bibtex
from policytext.store import meetings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from policytext.records import Language
    from policytext.reports.choice import Choice
    from policytext.reports.drawings import Written
    from policytext.reports.facts import Facts
    from policytext.reports.folder import Folder
    from policytext.store.reading import Store

_CITED = re.compile(r"\[((?:@\w+(?:; )?)+)\]")
_KINDS = {"prose": "正文", "heading": "标题", "abstract": "摘要", "keywords": "关键词"}
_LIBRARIES = {
    "spacy": "spaCy", "jieba": "jieba", "rjieba": "rjieba", "scikit-learn": "scikit-learn", "networkx": "NetworkX",
    "ahocorasick-rs": "ahocorasick-rs", "lemminflect": "lemminflect", "sqlite": "SQLite",
}  # fmt: skip


def write_methods(
    store: Store, facts: Facts, folder: Folder, figures: Written, *, compared: bool
) -> None:
    """Write `methods.md` and `methods.bib`: what was counted, drawn, and `compared` by place."""
    made = {
        *figures.names, *(["png"] if figures.painted else []), *(["places"] if compared else [])
    }  # fmt: skip
    steps = list(_list_steps(store, facts, made, figures.choice))
    others = list(list_procedures(graphed=any(facts.n_mentions.values())))
    cited = [each for step in (*steps, *others) for each in _CITED.findall(step.en)]
    keys = sorted({key for each in cited for key in _split(each)})
    folder.write("methods.md", _render(steps, others, keys))
    folder.write("methods.bib", render_bibtex(keys))


def _split(cited: str) -> list[str]:
    """Return the keys of one citation."""
    return [key.lstrip("@") for key in cited.split("; ")]


def _render(steps: list[Sentences], others: list[Sentences], keys: list[str]) -> str:
    """Return the text: both languages, each with what other commands do after it, then the references."""
    parts: list[str] = []
    for title, apart, lang in (
        ("Methods", "Where tables of other commands are used", "en"),
        ("研究方法", "若使用其他命令之表", "zh"),
    ):
        parts.append(f"# {title}")
        parts += [_resolve(getattr(step, lang), lang) for step in steps]
        parts.append(f"## {apart}")
        parts += [_resolve(getattr(step, lang), lang) for step in others]
    parts.append("# References 参考文献")
    parts.append("\n".join(f"- {WORKS[key].write_reference()}" for key in keys))
    return "\n\n".join(parts) + "\n"


def _resolve(text: str, lang: str) -> str:
    """Return a text with its citations as authors and years."""

    def cite(match: re.Match[str]) -> str:
        named = [WORKS[key].cite(lang) for key in _split(match[1])]
        return f"({'; '.join(named)})" if lang == "en" else f"（{'；'.join(named)}）"

    return _CITED.sub(cite, text)


def _list_steps(
    store: Store, facts: Facts, made: Collection[str], choice: Choice
) -> Iterator[Sentences]:
    """Yield what was done, in order; `made` are the figures, `png`, and `places` where those are compared."""
    yield _describe_corpus(store, facts)
    yield from _describe_words(store, facts)
    yield _describe_themes(facts)
    if any(facts.n_mentions.values()):
        yield _describe_graph(store, facts)
    yield from _describe_keywords(store, facts)
    if any(name.startswith("keyness-") for name in made):
        yield _describe_keyness()
    if "dispersion" in made:
        yield _describe_dispersion()
    if "places" in made or "themes-by-document" in made:
        yield _describe_comparison(made)
    if ALIKE in made:
        yield _describe_likeness(facts)
    if choice.n_left:
        yield _describe_choice(choice)
    yield _describe_versions(facts, made)


def _describe_corpus(store: Store, facts: Facts) -> Sentences:
    """Say what was read and how much of it is counted."""
    n_docs = len(facts.documents)
    counted = store.ask(
        "SELECT lang, count(*) AS n, sum(n_tokens) AS tokens FROM passages WHERE counted GROUP BY lang"
        " ORDER BY lang"
    )
    n_passages = sum(row["n"] for row in counted)
    names = {"en": ("English", "英文"), "zh": ("Chinese", "中文")}
    en = ", ".join(f"{row['tokens']:,} words of {names[row['lang']][0]}" for row in counted)
    zh = "、".join(f"{names[row['lang']][1]} {row['tokens']:,} 词" for row in counted)
    kinds = facts.manifest.get("counted kinds of passage", "")
    return Sentences(
        f"The corpus has {n_docs} document{'s' * (n_docs != 1)}. They were cut into passages, a paragraph "
        f"under its heading each; {n_passages:,} of these count ({kinds}), with {en}. Reference lists, "
        "footnotes, front matter, publisher's notes and text that many documents repeat are not counted.",
        f"语料共 {n_docs} 篇文献，按段落切分，每段附其所在标题。计入统计的共 {n_passages:,} 段（{_translate(kinds)}），"
        f"计{zh}。参考文献、脚注、篇首信息、出版者说明与多篇重复的文字不计。",
    )


def _translate(kinds: str) -> str:
    """Return kinds of passage in Chinese."""
    return "、".join(_KINDS.get(kind, kind) for kind in kinds.split(", "))


def _describe_words(store: Store, facts: Facts) -> Iterator[Sentences]:
    """Say how words were cut, for each language there is."""
    languages = store.list_languages()
    version = facts.manifest.get
    if "en" in languages:
        yield Sentences(
            f"English was cut into words by spaCy {version('spacy', '')} [@honnibal2020], without a trained "
            f"model; dictionary forms are those of lemminflect {version('lemminflect', '')}.",
            f"英文由 spaCy {version('spacy', '')}[@honnibal2020]切分为词（未用训练模型），"
            f"词元取自 lemminflect {version('lemminflect', '')}。",
        )
    if "zh" in languages:
        yield _describe_chinese(facts)


def _describe_chinese(facts: Facts) -> Sentences:
    """Say what cut Chinese, which words it knew, and how traditional characters were compared."""
    engine = facts.manifest.get("Chinese words", "jieba").partition(",")[0]
    version = facts.manifest.get(engine, "")
    en, zh = {
        "jieba": (f"jieba {version} [@jieba]", f"jieba {version}[@jieba]"),
        "rjieba": (f"rjieba {version}, jieba [@jieba] in Rust", f"rjieba {version}（jieba[@jieba]之 Rust 实现）"),
    }[engine]  # fmt: skip
    _, simplified, opencc = facts.manifest.get("traditional characters", "").partition("OpenCC ")
    return Sentences(
        f"Chinese was segmented by {en}, without its hidden Markov model; the policy words of policytext, and those "
        "that the corpus lists in words.txt where it has the file, are added to its dictionary, themes are not. "
        + (
            f"Traditional characters are compared as simplified ones by OpenCC {opencc}."
            if simplified
            else "Traditional characters are compared as they stand."
        ),
        f"中文由 {zh}分词，关闭隐马尔可夫模型；词典中加入 policytext 的政策词及语料 words.txt（如有）所列之词，"
        "主题词并不加入。"
        + (f"繁体字以 OpenCC {opencc} 按简体字比较。" if simplified else "繁体字按原样比较。"),
    )


def _describe_themes(facts: Facts) -> Sentences:
    """Say how themes were found."""
    n_themes = len(facts.themes)
    n_mentions = sum(count.total() for count in facts.n_mentions.values())
    return Sentences(
        f"{n_themes} themes of an authority file were looked for in all their forms, English ones inflected, by the "
        "Aho-Corasick algorithm [@aho1975] over text folded for case, width, hyphens and quotation marks, the longest "
        "form first; a mention inside a longer one counts only where that is a formula. A "
        "form of several senses was decided by its context, its polarity and the scope of the entry, then "
        "by the one sense it has elsewhere in the document [@gale1992]; what stayed undecided is not "
        f"counted. This gave {n_mentions:,} mentions.",
        f"以 Aho-Corasick 算法[@aho1975]在统一大小写、全半角、连字符与引号后的文本中查找规范档中 {n_themes} 个主题的"
        "全部写法（英文含词形变化），长者优先；处于较长写法之内者，仅在后者为提法时计入。多义写法依上下文、褒贬与词条适用范围判定，再依同一文献中的其他用例判定[@gale1992]；"
        f"仍不能确定者不计。共得 {n_mentions:,} 处。",
    )


def _describe_graph(store: Store, facts: Facts) -> Sentences:
    """Say how pairs were counted and weighed; keywords are named where they were promoted to the graph."""
    seed = facts.manifest.get("graph seed", "")
    n_promoted = sum(
        node["kind"] == "keyword" for node in meetings.list_nodes(store, promoted=True)
    )
    en = f" The graph also has keywords as concepts, {n_promoted} of them." if n_promoted else ""
    zh = f"概念图另收关键词 {n_promoted} 个。" if n_promoted else ""
    return Sentences(
        "Two themes meet when a passage mentions both, counted once a passage. Beside the counts stand the "
        "Jaccard coefficient [@jaccard1912], by which pairs are weighed, normalised pointwise mutual information "
        f"[@bouma2009] and the log-likelihood ratio over all four cells [@dunning1993].{en} Communities of the graph "
        "are those of the Louvain method [@blondel2008] at resolution 1 over the passages in common, computed with "
        f"NetworkX [@hagberg2008] from the seed {seed}; its drawing follows ForceAtlas2 [@jacomy2014], the strongest "
        "pairs of each concept pulling.",
        "两个主题在同一段落中出现即为一次共现，每段只计一次。除频次外，另列 Jaccard 系数[@jaccard1912]（用作权重）、"
        f"标准化点互信息[@bouma2009]与四格对数似然比[@dunning1993]。{zh}概念图的社群依共现段落数以 Louvain 方法"
        f"[@blondel2008]划分（分辨率 1），由 NetworkX[@hagberg2008]计算，随机种子为 {seed}；布局依 ForceAtlas2"
        "[@jacomy2014]，仅以每一概念最强的若干共现对为引力。",
    )


def _describe_keywords(store: Store, facts: Facts) -> Iterator[Sentences]:
    """Say how keywords were scored, with the weights of each language there is."""
    languages = sorted(store.list_languages())
    trained = facts.manifest.get("noun phrases of keywords", BY_LEXICON)
    lexicon = trained == BY_LEXICON
    alone = "zh" in languages
    yield Sentences(
        "Keywords are runs of up to five words without function words, scored by a product of factors: how "
        "often they occur [@luhn1957], how few documents have their words [@sparckjones1972], how early "
        f"they stand [@witten1999], how often they are a whole noun phrase [@hulth2003], found {trained}, "
        + ("and in Chinese no part of a longer term [@frantzi2000], " if alone else "")
        + "whether titles, headings, the authors' keywords or quotation marks name them "
        "[@edmundson1969], whether they are themes [@medelyan2006], their length, and how phrasal the corpus is.",
        "关键词为不含虚词、至多五个词的词串，以若干因子之积计分：出现频次[@luhn1957]、所含各词见于文献之少"
        "[@sparckjones1972]、出现之早晚[@witten1999]、作为完整名词短语"
        f"（{'依词典判定' if lexicon else trained}）出现之比例[@hulth2003]、"
        + ("中文独立于更长术语而出现之比例[@frantzi2000]、" if alone else "")
        + "是否见于标题、作者关键词或引号之中[@edmundson1969]、是否为主题[@medelyan2006]、长度，以及语料的短语程度。",
    )
    yield from map(_describe_weights, languages)


def _describe_weights(lang: Language) -> Sentences:
    """Say what the factors of keywords weigh in a language, but for the tables of lengths."""
    w, names = WEIGHTS[lang], {"en": ("English", "英文"), "zh": ("Chinese", "中文")}[lang]
    parts = [
        (f"{w.frequency:g} ln tf", f"{w.frequency:g} ln 频次"),
        (f"{w.rarity:g} rarity", f"{w.rarity:g} 稀见度"),
        (f"−{w.earliness:g} ln(10 + position)", f"−{w.earliness:g} ln(10 + 位置)"),
        (f"{w.whole:g} wholeness", f"{w.whole:g} 完整度"),
        *([(f"{w.alone:g} independence", f"{w.alone:g} 独立度")] if w.alone else []),
        (f"{w.named:g} naming", f"{w.named:g} 标题"),
        (f"{w.quoted:g} quotation", f"{w.quoted:g} 引号"),
        (f"{w.theme:g} theme", f"{w.theme:g} 主题"),
    ]
    nested = w.nested != 1
    return Sentences(
        f"What they add to the logarithm of the score, {names[0]}: {', '.join(en for en, _ in parts)}; "
        + (f"an occurrence in a longer candidate is {w.nested:g} of one. " if nested else "")
        + "The documentation has the terms of length and phrasing.",
        f"各因子计入得分之对数，{names[1]}：{'，'.join(zh for _, zh in parts)}；"
        + (f"处于更长候选词之内的一次出现按 {w.nested:g} 次计。" if nested else "")
        + "长度与短语程度各项见文档。",
    )


def _describe_keyness() -> Sentences:
    """Say how what sets each paper apart was found."""
    least = KEYNESS.min_count
    return Sentences(
        "Keyness compares the dictionary forms of each document with those of all others, each language by "
        "itself: the log-likelihood ratio G2 over all four cells [@dunning1993], with p adjusted for the "
        "false discovery rate over all forms tested [@benjamini1995], and as the size of the effect the "
        "binary log ratio of the relative frequencies [@hardie2014], a count of 0 taken as 0.5, with the 95 % "
        f"interval of a relative risk [@katz1978]. Forms with fewer than {least} occurrences are left out, "
        f"function words are not listed; rates are per {PER:,} words.",
        "关键性分析将每篇文献的词元与其余各篇相比，各语言分别进行：采用四格对数似然比 G2[@dunning1993]，p 值按"
        "错误发现率对全部检验作校正[@benjamini1995]；效应量为相对频率之比的以 2 为底的对数[@hardie2014]，频次为 0 "
        f"者以 0.5 代之，并附相对危险度的 95% 置信区间[@katz1978]。频次不足 {least} 的词元不列，虚词不列；"
        f"频率按每 {PER:,} 词计。",
    )


def _describe_dispersion() -> Sentences:
    """Say how the spread over papers was measured."""
    return Sentences(
        "How evenly a form or theme is spread over the documents is given by its range (the documents that "
        "have it) and by DP, the deviation of proportions [@gries2008].",
        "词元与主题在各文献间的分布以篇数与比例离差 DP[@gries2008]表示。",
    )


def _describe_likeness(facts: Facts) -> Sentences:
    """Say how papers were compared."""
    themes = any(facts.n_mentions.values())
    en = (
        " and by the Jaccard coefficient of the themes they mention [@jaccard1912]"
        if themes
        else ""
    )
    zh = "，并列所及主题之 Jaccard 系数[@jaccard1912]" if themes else ""
    return Sentences(
        "Documents are compared, each language by itself, by the cosine of the TF-IDF vectors of their dictionary "
        f"forms [@salton1975], function words and numbers left out{en}; the tree joins them by average linkage over 1 − cosine [@sokal1958].",
        f"各文献按语言分别以词元（不含虚词与数字）TF-IDF 向量之余弦相比[@salton1975]{zh}；树图按 1 − 余弦以平均联结法[@sokal1958]聚类。",
    )


def _describe_comparison(made: Collection[str]) -> Sentences:
    """Say how groups were set side by side."""
    en, zh = [], []
    if "places" in made:
        en.append(
            "A passage is about the places that the nearest heading above it names, or else about those it "
            "names itself, and where it names none about the one place its paper is of, a district counting for "
            "its city; passages about several places are counted but "
            "not compared."
        )
        zh.append(
            "段落所论地点以其上最近的含地名标题为准，无此标题者以段中所及地名为准，段中亦无者以文献本身所属之一地为准，区县计入所属城市；"
            "同时论及数地的段落计数而不参与比较。"
        )
    en.append(
        f"Themes are compared between groups of passages by their rate per {PER_WORDS:,} words, the adjusted "
        "standardized residual [@haberman1973] and the specificity, the signed decimal logarithm of the "
        "hypergeometric probability of a count as far out [@lafon1980], marked from "
        f"{STANDS_OUT:g} on; p adjusted for the false discovery rate [@benjamini1995]."
    )
    zh.append(
        f"各组之间以每 {PER_WORDS:,} 词的频率、调整标准化残差[@haberman1973]与特异性（超几何分布下同样极端频次之"
        f"概率的带符号常用对数）[@lafon1980]比较主题，特异性绝对值达 {STANDS_OUT:g} 者加标记；"
        "p 值按错误发现率校正[@benjamini1995]。"
    )
    if "timeline" in made:
        en.append(
            f"A year is a spike where the specificity is at least {STANDS_OUT:g} with {LEAST_SPIKE} mentions or more."
        )
        zh.append(f"特异性不低于 {STANDS_OUT:g} 且至少出现 {LEAST_SPIKE} 次的年份视为突增。")
    return Sentences(" ".join(en), "".join(zh))


def _describe_choice(choice: Choice) -> Sentences:
    """Say which papers the figures show, where they do not show all."""
    n, n_all = len(choice.ids), choice.n_all
    by = {"mentions of themes": "所及主题次数", "words": "词数"}[choice.by]
    return Sentences(
        f"Of {n_all} documents, the {n} with the most {choice.by} are drawn one by one, each compared with all others; "
        "the tables have all documents.",
        f"{n_all} 篇文献中，图仅逐篇绘出{by}最多的 {n} 篇，每篇均与其余全部文献相比；各表包括全部文献。",
    )


def _describe_versions(facts: Facts, made: Collection[str]) -> Sentences:
    """Say what it was computed with."""
    version = facts.manifest.get("policytext", "")
    listed = ", ".join(
        f"{name} {facts.manifest[key]}" for key, name in _LIBRARIES.items() if key in facts.manifest
    )
    painted = " Figures were painted by matplotlib [@hunter2007]." if "png" in made else ""
    drawn = "图由 matplotlib[@hunter2007]绘制。" if "png" in made else ""
    return Sentences(
        f"Computed with policytext {version} ({listed}); the same inputs and versions give the same results, letter "
        f"for letter. What the build was made with stands in tables/manifest.csv.{painted}",
        f"以 policytext {version} 计算（{listed}）；同样的输入与版本得出逐字相同的结果。构建所用各项见 tables/manifest.csv。{drawn}",
    )
