// The structure of the exported figures (DSD): dimensions, measure, attributes and their code lists, as an SDMX-JSON 2.0
// structure message. Rules: SDMX 3.0 section 3 (information model), SDMX-CSV 2.0 field guide, cross-domain code lists
// CL_OBS_STATUS and CL_CONF_STATUS.
import { ALL_SECTORS, COUNTRY, type Indicator } from "../contract.ts";

type Text = { zh: string; en: string };
type Code = { id: string; names: Text };
export type Codelist = { id: string; names: Text; codes: readonly Code[] };

export const AGENCY = "WENLIAN";
export const VERSION = "1.0.0";
export const DATAFLOW = "DF_MONITORING";
/** As the column STRUCTURE_ID has it. */
export const STRUCTURE_ID = `${AGENCY}:${DATAFLOW}(${VERSION})`;

export const DIMENSIONS = [
  "FREQ",
  "REF_AREA",
  "INDUSTRY",
  "INDICATOR",
  "TRANSFORMATION",
  "VINTAGE",
  "TIME_PERIOD",
] as const;
export const MEASURE = "OBS_VALUE";
export const ATTRIBUTES = ["OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE", "DECIMALS"] as const;

/** Identifiers of SDMX know no "*" and no "@". */
export const areaId = (region: string): string => (region === COUNTRY ? "CN" : `CN_${region}`);
export const industryId = (sector: string): string =>
  sector === ALL_SECTORS ? "_T" : sector.startsWith("@") ? `G_${sector.slice(1).toUpperCase()}` : sector;
export const indicatorId = (code: string): string => code.toUpperCase();

export const TRANSFORMATIONS: readonly Code[] = [
  { id: "N", names: { zh: "数值（合计或平均）", en: "Level (total or mean)" } },
  { id: "G1Y", names: { zh: "同比", en: "Growth on the year" } },
  { id: "G1M", names: { zh: "环比", en: "Growth on the month" } },
  { id: "IX", names: { zh: "链式指数，首月＝100", en: "Chain index, first month = 100" } },
  { id: "DI", names: { zh: "扩散指数", en: "Diffusion index" } },
];
export const VINTAGE_IDS = { first: "FIRST", final: "FINAL" } as const;

/** Units of the form → code; a unit without a code is a fault that a test finds. */
const UNITS: Readonly<Record<string, Code>> = {
  万元: { id: "CNY_1E4", names: { zh: "万元", en: "10,000 yuan" } },
  "%": { id: "PT", names: { zh: "百分比", en: "Percent" } },
  人: { id: "PS", names: { zh: "人", en: "Persons" } },
  天: { id: "DAY", names: { zh: "天", en: "Days" } },
  万立方米: { id: "M3_1E4", names: { zh: "万立方米", en: "10,000 cubic metres" } },
  万千瓦时: { id: "KWH_1E4", names: { zh: "万千瓦时", en: "10,000 kWh" } },
};
export const PERCENT = "PT";
export const INDEX = "IX";
export const unitId = (unit: string): string | null => UNITS[unit]?.id ?? null;

export type Known = {
  indicators: readonly Indicator[];
  sectors: readonly { code: string; name: Text }[];
  regions: readonly { code: string; name: Text }[];
};

export function codelistsOf(known: Known): Codelist[] {
  const list = (id: string, zh: string, en: string, codes: readonly Code[]): Codelist => ({
    id,
    names: { zh, en },
    codes,
  });
  const code = (id: string, zh: string, en: string): Code => ({ id, names: { zh, en } });
  return [
    list("CL_FREQ", "频率", "Frequency", [code("M", "月", "Monthly")]),
    list(
      "CL_REF_AREA",
      "地区（GB/T 2260）",
      "Area (GB/T 2260)",
      known.regions.map(({ code: id, name }) => ({ id: areaId(id), names: name })),
    ),
    list(
      "CL_INDUSTRY",
      "行业（GB/T 4754）与重点对象",
      "Industry (GB/T 4754) and key groups",
      known.sectors.map(({ code: id, name }) => ({ id: industryId(id), names: name })),
    ),
    list(
      "CL_INDICATOR",
      "指标",
      "Indicator",
      known.indicators.map(({ code: id, label }) => ({ id: indicatorId(id), names: label })),
    ),
    list("CL_TRANSFORMATION", "口径", "Transformation", TRANSFORMATIONS),
    list("CL_VINTAGE", "版次", "Vintage", [
      code(VINTAGE_IDS.first, "初报：截止日的样子", "First: as it stood at the deadline"),
      code(VINTAGE_IDS.final, "终报：含迟报和更正", "Final: with late returns and corrections"),
    ]),
    list("CL_OBS_STATUS", "观测状态", "Observation status", [
      code("A", "正常", "Normal value"),
      code("P", "初步数", "Provisional value"),
      code("E", "估计数", "Estimated value"),
      code("M", "缺失", "Missing value; data cannot exist or were not collected"),
      code("Q", "不公布", "Missing value; suppressed"),
    ]),
    list("CL_CONF_STATUS", "保密状态", "Confidentiality status", [
      code("F", "可公布", "Free"),
      code("C", "保密：企业太少或一两家占比过高", "Confidential statistical information"),
      code("S", "次级保密：公布会推算出别的数字", "Secondary confidentiality"),
    ]),
    list("CL_UNIT_MEASURE", "计量单位", "Unit of measure", [
      ...Object.values(UNITS),
      code(INDEX, "指数", "Index"),
    ]),
  ];
}

const codelistOf: Readonly<Record<string, string>> = Object.fromEntries(
  ["FREQ", "REF_AREA", "INDUSTRY", "INDICATOR", "TRANSFORMATION", "VINTAGE", "OBS_STATUS", "CONF_STATUS"]
    .concat("UNIT_MEASURE")
    .map((id) => [id, `CL_${id}`]),
);
const urn = (kind: string, id: string): string =>
  `urn:sdmx:org.sdmx.infomodel.${kind}=${AGENCY}:${id}(${VERSION})`;

/** The whole message; `prepared` is the moment it was asked for. */
export function structureMessage(known: Known, prepared: string) {
  const names = ({ zh, en }: Text) => ({ name: zh, names: { zh, en } });
  const concept = (id: string) =>
    `urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=${AGENCY}:CS_MONITORING(${VERSION}).${id}`;
  const coded = (id: string) => ({
    id,
    conceptIdentity: concept(id),
    localRepresentation: codelistOf[id]
      ? { enumeration: urn("codelist.Codelist", codelistOf[id]) }
      : { format: { dataType: id === "TIME_PERIOD" ? "GregorianYearMonth" : "Integer" } },
  });
  const all = [...DIMENSIONS, MEASURE, ...ATTRIBUTES];
  return {
    meta: {
      schema: "https://json.sdmx.org/2.0.0/sdmx-json-structure-schema.json",
      id: "WENLIAN_MONITORING",
      prepared,
      sender: { id: AGENCY },
      contentLanguages: ["zh", "en"],
    },
    data: {
      dataflows: [
        {
          ...{ id: DATAFLOW, agencyID: AGENCY, version: VERSION },
          ...names({ zh: "轻工业运行监测", en: "Monitoring of light industry" }),
          structure: urn("datastructure.DataStructure", "DSD_MONITORING"),
        },
      ],
      dataStructures: [
        {
          ...{ id: "DSD_MONITORING", agencyID: AGENCY, version: VERSION },
          ...names({ zh: "轻工业运行监测", en: "Monitoring of light industry" }),
          dataStructureComponents: {
            dimensionList: {
              id: "DimensionDescriptor",
              dimensions: DIMENSIONS.filter((id) => id !== "TIME_PERIOD").map((id, position) => ({
                ...coded(id),
                position,
              })),
              timeDimension: coded("TIME_PERIOD"),
            },
            measureList: {
              id: "MeasureDescriptor",
              measures: [
                {
                  ...{ id: MEASURE, conceptIdentity: concept(MEASURE), usage: "optional" },
                  localRepresentation: { format: { dataType: "Decimal" } },
                },
              ],
            },
            attributeList: {
              id: "AttributeDescriptor",
              attributes: ATTRIBUTES.map((id) => ({
                ...coded(id),
                usage: "mandatory",
                attributeRelationship: { observation: {} },
              })),
            },
          },
        },
      ],
      conceptSchemes: [
        {
          ...{ id: "CS_MONITORING", agencyID: AGENCY, version: VERSION },
          ...names({ zh: "运行监测概念", en: "Concepts of monitoring" }),
          concepts: all.map((id) => ({ id, name: id, names: { en: id } })),
        },
      ],
      codelists: codelistsOf(known).map(({ id, names: said, codes }) => ({
        ...{ id, agencyID: AGENCY, version: VERSION },
        ...names(said),
        codes: codes.map((one) => ({ id: one.id, ...names(one.names) })),
      })),
    },
  };
}
