// Builders for tests: a usual month, and enterprises that are expected to report.
import { uuidv7 } from "../../platform/db/uuid.ts";
import type { Expected } from "./store/period.ts";

export const usualMonth = {
  output_value: "1000",
  sales_value: "980",
  export_value: "200",
  new_orders: "990",
  orders: "1500",
  capacity_use: "75",
  price_change: "0.5",
  revenue: "990",
  operating_cost: "850",
  profit: "60",
  taxes: "30",
  inventory: "300",
  receivables: "400",
  employees: "120",
  wages: "84",
  electricity: "50",
  gas: "6",
  material_price: "0.3",
  material_days: "20",
  logistics_days: "3",
} as const;

export const anExpected = (more: Partial<Expected> = {}): Expected => ({
  organisationId: uuidv7(),
  name: "测试造纸有限公司",
  industryCode: "2221",
  regionCode: "370100",
  weight: "1",
  associations: [],
  ...more,
});
