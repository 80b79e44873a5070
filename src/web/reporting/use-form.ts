// The form behind a filing: labels and units for its figures.
import type { FormDefinition } from "../../engines/forms/index.ts";
import { getFiling } from "../../modules/reporting/contract.ts";
import { useCall } from "../lib/use-call.ts";

/** @param id empty: nothing to ask yet */
export const useForm = (id: string): FormDefinition | undefined =>
  useCall(getFiling, id ? { id } : null).data?.form;
