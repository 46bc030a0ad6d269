"""The words that say nothing by themselves, of each language.

No number word is among them: policy language counts ("two coverage"), and lists
that drop numerals lose its formulae before they are looked for. The lists are
our own, small, and hold function words only.
"""

# Articles, pronouns, prepositions, conjunctions, auxiliaries and the adverbs of connected prose.
ENGLISH = frozenset(
    """
    a about above according accordingly across after again against all almost along already also although always am
    among amongst an and another any anyone anything are around as at away be became because become becomes been before
    being below beside besides between beyond both but by ca can cannot could did do does doing done down due during each
    either else enough especially etc even ever every everyone everything few finally for from further furthermore get
    gets give given gives had has have having he hence her here hers herself him himself his how however i if in indeed
    instead into is it its itself just keep less let like made mainly make makes making many may me might mine more
    moreover most much must my myself namely near neither never nevertheless no nor not nothing now of off often on once
    only onto or other others otherwise our ours ourselves out over own per perhaps put quite rather re really regarding
    same say says secondly see seem seems several shall she should show shows since so some something sometimes still
    such take taken takes than that the their theirs them themselves then there thereby therefore these they thirdly
    this those though through throughout thus to together too toward towards under until unto up upon us use used uses
    using various very via was we well were what whatever when where whereas whether which while who whole whom whose why
    will with within without would yet you your yours yourself yourselves s t
    """.split()  # noqa: SIM905 - a word list reads best as words
)

# Particles, pronouns, prepositions, conjunctions and the verbs of official prose that say nothing.
CHINESE = frozenset(
    """
    的 了 和 与 及 或 在 是 对 为 以 于 之 其 而 并 由 从 把 被 将 向 到 就 都 也 又 还 不 没有 这 那 个 上 中 下 等 各 年 月 日
    要 可 能 会 有 使 让 更 最 很 已 已经 我们 他们 它们 自己 以及 并且 而且 因此 所以 因为 如果 但是 同时 其中 通过 根据 按照 关于
    对于 进行 开展 进一步 不断 必须 应当 应该 可以 能够 需要 一些 这些 那些 这个 那个 一个 一种 之间 方面 过程 中的
    什么 什么是 是什么 为什么 如何 怎样 怎么 哪些 哪个 谁 何 吗 呢 应 应如何 所 有关 以来 时候
    """.split()  # noqa: SIM905 - a word list reads best as words
)

STOP_WORDS = ENGLISH | CHINESE
"""The words of both languages."""
