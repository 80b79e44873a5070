// How much each finding weighs, in natural log-odds, and why; set by reasoning and a generator of invented pairs.

export type Weights = Readonly<Record<Finding, number>>;
export type Finding = keyof typeof WEIGHTS;

/**
 * A weight of 2.2 turns even odds into nine to one. Codes weigh most, being unique by GB 32100; then branch marks, since a
 * branch holds a licence of its own; then the 字号, which the register keeps apart within a place and trade.
 */
export const WEIGHTS = {
  "code-equal": 6,
  "code-core": 5,
  "code-slip": 5,
  "code-other": -8,
  "code-doubtful": -4,
  "brand-equal": 1.5,
  "brand-slip": -2.2,
  "brand-one": -2.6,
  "brand-other": -4.5,
  /** A 字号 without its trade is shared by many firms of a place. */
  "brand-alone": -1,
  "trade-equal": 0.7,
  "trade-part": -0.3,
  "trade-function": -3.2,
  "trade-other": -3.5,
  "form-equal": 0.5,
  "form-changed": -1.5,
  /** Same place, 字号, trade and form: the register lets this name stand once. */
  "name-whole": 1.5,
  "group-one-sided": -4.5,
  "branch-one-sided": -12,
  "branch-other": -12,
  "former-name": 4,
  "name-namesake": -2,
  "place-same": 0.5,
  "place-other": -5,
  "address-same": 3.5,
  "address-near": 2.2,
  "address-street": -0.8,
  "address-other": -2,
  /** The code agrees, and so does the address: a new name of an old firm is the plain reading. */
  "code-at-address": 1,
  /** The code agrees but all else is elsewhere; a firm may have moved, a code may have been copied to the wrong row. */
  "code-elsewhere": -1.5,
  /** The code agrees, the 字号 does not, and no address or former name says why. */
  "code-unexplained": -1.5,
  /** Without a code a shared address says little of firms with other names or trades: estates, groups, families. */
  "estate-brand": -3.2,
  "estate-trade": -5.2,
  "estate-group": -2,
} as const satisfies Record<string, number>;

/** Nine to one either way is called; between lies the question to a person. */
export const CALL_AT = Math.log(9);

export const REASONS: Readonly<Record<Finding, readonly [zh: string, en: string]>> = {
  "code-equal": ["统一社会信用代码相同", "same credit code"],
  "code-core": ["组织机构代码相同", "same organisation code"],
  "code-slip": [
    "代码只差一两位，且其中一个校验不符，应为录入差错",
    "codes one or two slips apart, one fails its check",
  ],
  "code-other": ["两个有效代码不同", "two valid codes that differ"],
  "code-doubtful": ["代码相差较大，其中有的校验不符", "codes far apart, not both valid"],
  "brand-equal": ["字号相同", "same 字号"],
  "brand-slip": ["字号一字形近或音近", "one look-alike character in the 字号"],
  "brand-one": ["字号一字之差", "one character differs in the 字号"],
  "brand-other": ["字号不同", "different 字号"],
  "brand-alone": ["一方名称未写行业，字号可能重名", "one name says no trade; others may share the 字号"],
  "trade-equal": ["行业表述一致", "same trade"],
  "trade-part": ["一方行业表述较简", "one trade is the shorter wording"],
  "trade-function": [
    "一方多出经营职能（设计、销售等），可能是关联公司",
    "one adds a function (design, sales): maybe a sister firm",
  ],
  "trade-other": ["行业不同", "different trade"],
  "form-equal": ["组织形式相同", "same legal form"],
  "form-changed": ["组织形式不同，可能改制，也可能是两家", "legal forms differ: converted, or two firms"],
  "name-whole": ["地名、字号、行业、组织形式全部一致", "the whole name agrees"],
  "group-one-sided": ["一方是集团，可能是母子公司", "one is the group: maybe parent and subsidiary"],
  "branch-one-sided": ["一方是分厂或分公司，另有执照", "one is a branch with its own licence"],
  "branch-other": ["分厂、分公司或厂序不同", "different branches or plants"],
  "former-name": ["与对方写明的曾用名一致", "matches a former name that is written out"],
  "name-namesake": [
    "一方冠省名，一方冠同名的市名",
    "one bears the province, the other the city of that name",
  ],
  "place-same": ["同一城市", "same city"],
  "place-other": ["不在同一城市", "different cities"],
  "address-same": ["地址相同", "same address"],
  "address-near": ["地址相近，只差一处", "addresses one slip apart"],
  "address-street": ["同路不同门牌", "same road, other number"],
  "address-other": ["地址不同", "different addresses"],
  "code-at-address": ["代码与地址都一致，应为更名", "code and address agree: a new name"],
  "code-elsewhere": [
    "代码一致但地址不同：迁址，或代码抄错行",
    "code agrees, address does not: moved, or copied to the wrong row",
  ],
  "code-unexplained": [
    "代码一致而字号不同，又无地址或曾用名可证",
    "code agrees, 字号 does not, and nothing explains it",
  ],
  "estate-brand": ["同址但字号不同，园区内常见", "same address, other 字号: common in estates"],
  "estate-trade": ["同址同字号但行业不同，多为关联公司", "same address, other trade: mostly sister firms"],
  "estate-group": ["同址的集团与成员", "group and member at one address"],
};
