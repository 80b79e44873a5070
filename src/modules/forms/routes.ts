// Who may do what with forms and panels, row by row.
import { row } from "../../platform/http/row.ts";
import {
  createForm,
  dropDraft,
  listReceivers,
  publishForm,
  saveDraft,
  shareForm,
  startDraft,
  withdrawForm,
} from "./actions/edit.ts";
import {
  addPanelMembers,
  bindPanels,
  createPanel,
  endPanelMember,
  listPanels,
  panelMembers,
} from "./actions/panels.ts";
import { getForm, listForms } from "./actions/read.ts";
import * as contract from "./contract.ts";

export const permissions = {
  /** Make, change, publish and withdraw forms and panels of the organisation acted for. */
  "forms.edit": ["administrator", "duty_officer", "secretary"],
  /** Look at the forms one's organisation asks or is asked with. */
  "forms.read": ["administrator", "duty_officer", "secretary", "clerk", "owner"],
} as const;

export const routes = [
  row(contract.listForms, "forms.read", listForms),
  row(contract.listReceivers, "forms.edit", listReceivers),
  row(contract.listPanels, "forms.edit", listPanels),
  row(contract.createPanel, "forms.edit", createPanel),
  row(contract.panelMembers, "forms.edit", panelMembers),
  row(contract.addPanelMembers, "forms.edit", addPanelMembers),
  row(contract.endPanelMember, "forms.edit", endPanelMember),
  row(contract.getForm, "forms.read", getForm),
  row(contract.createForm, "forms.edit", createForm),
  row(contract.startDraft, "forms.edit", startDraft),
  row(contract.saveDraft, "forms.edit", saveDraft),
  row(contract.dropDraft, "forms.edit", dropDraft),
  row(contract.publishForm, "forms.edit", publishForm),
  row(contract.withdrawForm, "forms.edit", withdrawForm),
  row(contract.shareForm, "forms.edit", shareForm, { perMinute: 30 }),
  row(contract.bindPanels, "forms.edit", bindPanels),
];
