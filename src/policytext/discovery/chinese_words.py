"""Words and characters the grammar of Chinese formulae turns on; all of them closed classes.

How the lists were made: the commonest sequences numeral + classifier + word were
listed from the work reports of the State Council (1954 to 2025), the reports to
the Party congresses and six hundred statutes, sorted by hand, and filled up by
hand with words of the same class. Statutes count things and hardly ever coin
formulae, so what stands after a numeral there is mostly a count noun or a unit.
Idioms and names that begin with a numeral are general knowledge. The classes
rest on what a numeral abbreviation is: it keeps what its members have
in common (三农, 四个全面), often a bound morpheme, a verb, an adverb or an abstract
noun, while a plain count takes a concrete noun, a unit or a place.
"""

from __future__ import annotations


def _split(words: str) -> frozenset[str]:
    """Return the words of a list written with spaces between them."""
    return frozenset(words.split())


UNITS = frozenset(
    "年月日天周时分秒刻点元角钱万亿千百十倍成号次回遍届期级等名位人岁款节章编目页层楼栋幢间座台辆艘架件份套批只头匹棵株"
    "亩米里尺吨斤克升度厘毫所方者边侧旁端季旬代晚夜中至到以或及的之是要为个项条种类块股战氧维轮亲胞番点庭枚起舷噁刃棱筷勺式管道和与"
    "类组吋寸瓦伏楼孩胎段战倡在有无都就也则由从对把被将因须应"
) - frozenset("有无")
"""Characters after a numeral that measure, count or go on with the sentence: 三年, 二等, 一是."""

PLACES = frozenset("国省市县区乡镇村州岸地校院家户党军部厂山江湖河川城港海洲")
"""What a numeral counts of places and bodies: 两省一市 is a count, 一国两制 is none."""

ABBREVIATED = "农风史公癌基废资稳保通包讲乱创碳减控拥优化严实反害霸扶免改好"
"""Morphemes that take no numeral without a classifier unless they stand for several words."""

VERBS = (
    "保障|统一|公开|结合|落实|同时|满意|到位|不变|不愁|不摘|覆盖|报到|报告|培养|挂钩|提升|促进|对接|承诺|评议|随机|循环|"
    "减半|清零|达标|确保|规范|自主|自愿|监督|下乡|增长|联系|联创|分离|下沉|满足|争创|过硬"
)
"""Verbs that take a numeral only as the common part of an abbreviation: 三统一, 双报到."""

DOUBLED = f"碳|千兆|减|创|控|拥|优|循环|一流|引擎|支柱|过半|中高|带动|驱动|清单|培|轮驱动|{VERBS}"
"""What 双 stands before in a formula; 双方, 双边 and 双语 are words."""

JOINED = "融合|联动|分置|协同|同步|并举|合一|并重|统筹|衔接|一体|叠加|归一|齐抓|并进|互动|共建|贯通|互通|共治|联创|同治|共管|同创|同确|驱动|发力"
"""Verbs of joining, which a numeral and one syllable go before: 三网融合, 五社联动."""

PARTING_OR_JOINING = _split(
    "分离 分开 分设 分流 脱钩 改制 结合 融合 挂钩 并举 并重 联动 衔接 互补 互促 协同 统筹 合一 同步 贯通"
)
"""Verbs that say that one thing becomes two, or two become one: 主辅分离, 放管结合."""

VERBAL_HEADS = _split(
    "全面 坚持 统筹 维护 确立 确保 毫不动摇 有利于 必须 务必 伟大 明确 牢牢 努力 加强 推进 促进 覆盖 全覆盖 提高 提升 "
    "落实 到位 不变 不动摇 必然 服从 服务 自觉 善于 敢于 带头 始终 不能 不准 不得 统一 结合 更加 更大 杜绝 转变 转移 "
    "坚定不移 坚决 从严 倒逼 深刻 看齐 凡是 优先 相信 热爱 尊重 满意 不摘 不松 不减 不放松 从优 一律 结合起来 离不开 "
    "有没有 是否 同步 延伸 突破 跨越 稳定 扩大 一起 绝不 决不 适应 不允许 应当 先行 率先 领先 牢记 掌握"
)
"""Verbs and adverbs: a classifier goes before nouns, so after one they name a formula."""

ADVERBS = _split("必须 务必 更加 坚决 始终 切实 着力 努力 进一步 毫不 不断 绝不 决不 牢牢 坚定")
"""Adverbs that belong to the verb they stand before: 六个必须坚持."""

CONCRETE = frozenset(
    "局站屋厂院所队组部校司员者人处库场店机书案证费税物品室楼港路桥街地区位期县市镇村"
)
"""Last syllables of concrete nouns, which make a count however the noun is built: 三个献血屋."""

MODIFIERS = _split(
    "基本 重大 重点 主要 重要 具体 关键 突出 核心 战略 发展 历史性 标志性 根本性 根本 国家级 新 历史 战略性 民生 现代 先进 "
    "社会主义 政治 社会 生态 伟大 政治性 体制性 经济 传统 标志 市级 省级 新型 主导 支柱 优势"
)
"""Words that modify the noun that carries the head: 四项基本原则."""

NORM_NOUNS: dict[str, frozenset[str]] = {
    "大": _split(
        "攻坚战 革命 主题 改造 运动 战略 战略任务 历史任务 任务 板块 障碍 差别 理念 行动 工程 计划 行动计划 变革 纪律 作风 "
        "法宝 考验 危险 规律 优势 引擎 支柱 支撑 关系 转变 转型 转移 提升 跨越 突破 会战 战役 攻坚 专项 品牌 名片 高地 格局 "
        "布局 循环 机制 改革 体系 攻势 攻坚行动 倡议 红利 压力 动力 短板 法则 定律 使命 主线 抓手 举措 工程项目 "
        "保卫战 标志性战役 公害 法宝 高地 方略 自信 风险 文明"
    ),
    "项": _split(
        "原则 基本原则 规定 主张 国策 基本国策 准则 基本准则 纪律 禁令 制度 机制 工程 行动 承诺 权利 要求 清单 铁律 注意"
    ),
    "条": _split("路线 保障线 底线 红线 禁令 腿走路 战线 铁律 道路 主线 生命线 控制线 防线 线"),
    "种": _split("形态 本领 精神 作风"),
    "面": _split("红旗 旗帜 大旗"),
    "道": _split("防线 关口 闸门 红线 屏障"),
    "张": _split("清单 名片 王牌 牌 网 卡"),
    "字": _split("方针 宪法 诀 真经 方略 要诀 总方针 总要求 工作法 箴言"),
}
"""The nouns that name norms, campaigns and emblems, by the classifier that goes with them.

These classifiers count documents, clauses and things so often that only such a
noun makes a formula of them: 八项规定, 三大攻坚战, 三条保障线.
"""

PLANNED = (
    "行动",
    "计划",
    "行动计划",
    "工程",
    "专项",
    "任务",
    "举措",
    "项目",
    "措施",
    "体系",
    "制度",
    "清单",
    "权利",
    "要求",
    "机制",
)
"""Norm nouns that a plain count may have too: 三大任务 counts as often as it names."""

COUNTED = _split(
    "方面 部分 部门 单位 项目 领域 城市 省 地区 地方 国家 阶段 步骤 环节 层次 层面 问题 重点 目标 指标 任务 课题 条件 因素 原因 "
    "特点 情形 情况 类别 类型 类 品种 等级 等次 级别 档次 批次 季度 月 月份 年度 年头 星期 小时 工作日 自然日 世纪 时期 百分点 "
    "行业 企业 产业 公司 工厂 车间 学校 高校 学院 医院 机构 机关 组织 团体 协会 委员会 小组 班子 政府 政党 民族 省份 自治区 "
    "特别 行政区 特别行政区 直辖市 直辖市和 县 乡镇 社区 村庄 街道 园区 片区 新区 开发区 经济特区 特区 新城 大区 区域 流域 机场 "
    "港口 车站 站点 口岸 基地 中心 平台 工程 系统 数据库 文件 报告 决定 协定 公报 联合公报 基本法 法律 法规 条例 公约 草案 办法 "
    "意见 规划 计划 五年计划 年度计划 方案 政策 措施 建议 议案 会议 代表团 孩子 子女 儿童 学生 工人 职工 农民 群众 委员 成员 "
    "经营者 机动车 评估 治疗 抄表 代理人 证人 人 人员 同志 专家 品牌 产品 商品 物品 样品 作品 建设项目 大国 超级大国 核大国 强国 "
    "阶级 资产阶级 阶层 集团 军事 字 字上 词 大字 选项 答案 步 手段 方向 目的 估计 区分 时段 时间段 时间 学期 学年 周期 环境 行政 "
    "第一 大面积 年产 任期 判决 泊位 检验 或者 以上 以下 以内 及 不同 相同 连续 多 多月 月内 月后 月来 月前 小 大 小康 点 重要环节 中国 世界 市场 朝鲜 德国 "
    "越南 全国 国务院 省市 市 区 市县 区县 试点 示范区 试验区 先行区 样板 典型 案例 例子 事例 事项 职业 专业 学科 岗位 工种 席位 "
    "名额 方式 形式 途径 渠道 窗口 账户 账号 银行 科目 税种 会计年度 纳税年度 交易日 单元 楼层 房间 设施 建筑物 构筑物 车道 铁矿 "
    "水泥厂 选矿厂 大型 汽车 重型 棉纺织厂 建筑材料 工业部 民政 主要 特大 新式 完整 独立 共同 相对 教学 科研 村 社 队 大队 生产队 "
    "公社 兵团 师 团 军区 战区 方块 关系 作用 需要 打算 想法 看法 观点 说法 可能 可能性 好处 好 坏 原 新 副 正 独立王国 根 钱 "
    "家庭 户 商业 银行业 以 在 中 的 是 和 与 有 于 等 内 人大 人民 州 旗 盟 台湾 香港 澳门 仓库 水库 电站 矿区 油田 林场 农场 "
    "工业 工业区 商业区 居民 居民点 小区 村民 村民小组 工作组 专题 专项 专业委员会 分会 分公司 支行 课程 课时 要素 变量 样本 系列 "
    "约束性 预期 最大 最薄弱 主体 当事人 合伙人 股东 发起人 共有 公民 自然人 法人 国有 正式 具体 工作 季节 值得 部 美国 超级 增加 耐火材料 钢铁 必要 校务 采油 自治州 自治县 沿海港口 冶金 白天 夜晚 昼夜 "
    "参与者 环保 党 阵营 半球 大洲 民主党派 省区 省级 市级 县级 乡级 国家级 地级 地级市 县级市 县市 老 老的 年 周 日 天"
) - frozenset(["世界"])
"""Nouns that are counted: after a numeral and 个 they make a plain count, unless quoted."""

TIMES = frozenset("年月日天周时分秒元级次届是中者方个类")
"""Units that make a count whatever follows: 三年行动, 三级联动."""

CARRIERS = (
    "战略布局|总体布局|奋斗目标|重要思想|重要理论|重要论述|学习教育|专题教育|教育活动|主题教育|基本方略|基本路线|基本方针|基本方略|思想|理论|"
    "战略|方针|政策|原则|标准|要求|目标|任务|工作法|工作|机制|制度|体系|体制|模式|格局|布局|建设|工程|活动|行动|计划|倡议|"
    "问题|教育|路线|战略目标|举措|措施|方案|改革|企业|经费|干部|人员|户|供养|对象|筛查|检查|新人|理念|精神|"
    "承诺|指标|城市|运动|创建"
)
"""Nouns that a formula is set before and that are no part of it: “六稳”工作."""

KINDS = "户|对象|企业|干部|人员|城市|农村路|青年|组织|社会|人群|支部"
"""Nouns that say what a label names a kind of, and so belong to it: 五保户, 四好农村路."""

METHODS = "要求|部署|思路|工作法|工作模式|治理模式|服务模式|管理模式|模式|机制|体系|格局|战略|布局|架构|思路|治理|服务|工作体系|产业体系|产业|目标|行动|工作"
"""What a code of digits names: the “333” work method."""

WORDS = _split(
    "双方 双边 双重 双向 双语 双赢 双手 双休 双职 双亲 双胞 双季 双月 双轨 双层 双流 双城 双倍 双眼 双脚 双腿 双台 双鸭 双数 双拼 双人 "
    "双面 双侧 双轴 双牌 双柏 双辽 双江 双江 双清 双桥 双滦 双湖 双塔 双峰 双阳 双号 双份 双色 双频 双体 双杠 双打 双氧 "
    "两岸 两国 两党 两军 两院 两会 两者 两极 两端 两侧 两旁 两头 两边 两面 两翼 两用 两栖 两性 两广 两淮 两湖 两江 两河 两汉 两地 两手 两难 两旺 "
    "二氧 二战 二手 二线 二维 二次 二元 二胡 二审 三角 三峡 三亚 三明 三门 三江 三沙 三水 三原 三台 三河 三星 三军 三国 三甲 三轮 三伏 三国 "
    "三维 三审 三夏 三秋 三北 三线 三战 三世 三三 三产 三农合 四川 四平 四周 四季 四处 四面 四肢 四邻 四海 四至 四方 四则 四轮 四会 四合 "
    "五官 五金 五谷 五湖 五星 五角 五岳 五常 五大连 五台 五指 五行 五彩 五家 五华 五庭 五裂 五左 六安 六盘 六合 六枝 六氟 七星 七里 七台 八达 八角 八宝 "
    "八卦 八步 八仙 八路 八部 八公 九江 九龙 九寨 九州 九台 九华 九三 十足 十堰 十分 十字 百色 百姓 百货 百科 千方 千家 千克 千瓦 万一 万岁 "
    "万物 万宁 万州 万源 一带 一些 一定 一般 一直 一律 一切 一旦 一起 一样 一时 一边 一致 一贯 一经 一并 一面 一向 一再 一概 一手 一道 "
    "一方 一线 一流 一体 一次 一下 一点 一如 一味 一举 一度 一共 一同 一行 一身 一心 一生 一半 一端 一侧 一旁 一角 一席 一员 一环 一系 一把 一刀 "
    "八桂 八闽 七闽 三秦 三晋 三湘 三楚 两浙 三权"
) - frozenset(["一带", "两手", "三权", "一体", "一站"])
"""Words and names that begin with a numeral character and count nothing."""

IDIOMS = _split(
    "一心一意 三心二意 四面八方 五湖四海 千千万万 七上八下 三番五次 一朝一夕 一点一滴 一草一木 一言一行 一举一动 一砖一瓦 一针一线 一丝一毫 "
    "一分一厘 一家一户 一兵一卒 一年一度 一五一十 三三两两 四通八达 七嘴八舌 五花八门 三令五申 一清二楚 一清二白 一穷二白 一来二去 一干二净 "
    "一分为二 三言两语 三长两短 三年五载 千方百计 千家万户 千军万马 千山万水 千辛万苦 千头万绪 千秋万代 百战百胜 百发百中 十全十美 五颜六色 "
    "接二连三 四分五裂 三头六臂 五光十色 七零八落 一唱一和 一问一答 一正一反 一进一出 一张一弛 一左一右 一前一后 一上一下 一高一低 一老一少 "
    "一男一女 三天两头 四平八稳 一刀两断 一举两得 一石二鸟 一鳞半爪 一知半解 一星半点 一时半会 一夫一妻 四时八节 五脏六腑 三教九流 三皇五帝 四书五经 "
    "三姑六婆 六亲不认 万众一心 百里挑一 千篇一律 千钧一发 九牛一毛 九死一生 独一无二 说一不二 数一数二 一是一 一而再 三从四德 三纲五常 "
    "一家三口 一日三餐 一波三折 一年四季 一五八 二八开 三七开 一代一代 一步一步 一个一个 一天一天 一年一年 一批一批 一件一件 一桩一桩 一条一条 一点一点 "
    "一以贯之 一视同仁 一如既往 一马当先 一劳永逸 一脉相承 一票否决 一哄而起 一哄而上 一往无前 一蹴而就 一概而论 一成不变 一帆风顺 一鼓作气 "
    "一目了然 一无所有 一日千里 一见如故 一针见血 一呼百应 一诺千金 一锤定音 一拥而上 一应俱全 一气呵成 一意孤行 百家争鸣 百花齐放 万象更新 "
    "三缄其口 三足鼎立 四海为家 五体投地 八仙过海 九霄云外 十万火急 十年树木 双管齐下 两全其美 两败俱伤 三思而行 三位一体 一衣带水"
)
"""Idioms and set phrases whose numerals count nothing (成语)."""

GROUPS = _split("人小组 国集团 美国 强 国 岸 大 届 人 委员会 月革命 月起义 字军")
"""Heads of names of states, bodies and risings, which are no policy: 八国集团."""

ACTIONS = frozenset(
    "稳促调惠防保扩降补去抓建强优提增减治控转扶育引护拓推化破解除改创兴富谋助拼赛比学赶讲守严重立清查纠反打照正洗治争当敢找办送访听务求谋聚悟践鼓展汇"
)
"""Verbs of one syllable that slogans of three syllables begin with: 稳增长, 补短板."""

ANAPHORA = frozenset("有讲敢能真零懂会勤")
"""What the members of a slogan repeat in first place: 有理想、有道德."""
REPEATED = frozenset("稳保促补去降减强提增抓学讲共爱")
"""Verbs that every member of a slogan may begin with; others are repeated in plain lists."""

AGENTS = _split(
    "党委 政府 社会 公众 企业 市场 群众 全民 居民 村民 部门 单位 人大 政协 协会 基层 行业 党政 科技 法治 支部 党员 农民"
)
"""Who acts in slogans of joint responsibility: 党委领导、政府负责."""

DEEDS = _split(
    "领导 负责 引导 主导 参与 协同 协商 监督 自治 自律 支持 推动 运作 保障 服务 组织 共治 联动 尽责 受益 支撑 协作 监管 配合 评价 主体 守法 带头 唱戏 "
    "统筹 主责 自主 共建 搭台 自救 创造 调节 牵头 联合 指导 补充"
)
"""What agents do in such slogans."""

ADHERENCE = "坚持|贯彻|践行|秉承|秉持|牢记|遵循|恪守|奉行|弘扬|坚守|倡导|提倡"
"""Verbs whose object is a line to be held to."""

NAMING = "方针|总路线|基本路线|原则|总要求|要求|理念|机制|政策|格局|体制|办法|措施|战略|思路|目标|局面|准则|精神|方法|工作法|关系"
"""Nouns that name what a slogan is: what is adhered to, aimed at or set up."""

LOOSELY_NAMING = "道路|模式|体系|制度|方式|传统|作风|共同体|发展观|治理观|安全观|能力|作用|队伍|面貌|风貌|风尚|氛围|风气|道德|姿态|境界|劲头|闯劲|干劲|情怀|品格|本色"
"""Nouns that name a slogan of three members or more."""

COVERBS = "面向|为了|围绕|依靠|为|以|从|到|向|靠|让|管|因|由|按"
"""Prepositions and verbs like them that every member of a slogan may open with (次动词)."""

MANNERS = _split(
    "民主 科学 依法 自我 精准 系统 统一 共同 全面 自主 联合 协同 同步 自觉 主动 严格 公正 综合"
)
"""Words that say how something is done, which every member of a slogan may open with."""

DEGREES = frozenset("更最较很新老各非多全大小")
"""Words of degree and kind, which any list of attributes or kinds may repeat: 更高效、更便捷."""

SUFFIXES = frozenset("者性化力型率式家员品费税度量感类级")
"""Suffixes that any list of things of one kind ends in: 经营者、消费者."""

OPPOSING = "反对|防止|杜绝|克服|禁止|纠正|避免|防范|遏制|打击|整治|解决|查处|处罚|存在|缺乏|符合|满足|违反|属于"
"""Verbs whose object is not to be done, or is a state of affairs that a text finds or requires."""

TASKS = _split(
    "加强 强化 提高 提升 推进 推动 促进 完善 健全 增加 扩大 降低 减少 优化 深化 加快 落实 改进 改善 规范 做好 抓好 搞好"
)
"""Verbs of doing more, less or better, which tasks in series open with: 加强领导，加强管理."""

NEGATIONS = frozenset("不未无已可应拟")
"""Words of negation and mood, which conditions open with: 不真实、不完整."""
