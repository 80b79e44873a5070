// The rows of people: who may, and which deed or reading.
import { type Row, row } from "../../platform/http/row.ts";
import * as claims from "./actions/claims.ts";
import * as duty from "./actions/duty.ts";
import * as invitations from "./actions/invitations.ts";
import { listKeys, makeKey, revokeKey } from "./actions/keys.ts";
import * as organisations from "./actions/organisations.ts";
import * as roles from "./actions/roles.ts";
import * as claiming from "./claims/contract.ts";
import * as contract from "./contract.ts";
import * as dutying from "./duty/contract.ts";
import * as inviting from "./invitations/contract.ts";
import * as keys from "./keys/contract.ts";
import { listClaimRows, listInvitationRows } from "./store/invitations.ts";
import { listMembershipRows, listOrganisationRows, readOrganisationRow } from "./store/organisations.ts";
import { listPersonRows } from "./store/persons.ts";
import { readMe } from "./store/who.ts";

export const routes: readonly Row[] = [
  row(contract.me, "signed-in", readMe),
  row(contract.changeMe, "signed-in", roles.changeMe),
  row(contract.listOrganisations, "people.see", listOrganisationRows),
  row(contract.readOrganisation, "people.see", readOrganisationRow),
  row(contract.addOrganisation, "people.manage", organisations.addOrganisation),
  row(contract.changeOrganisation, "people.manage", organisations.changeOrganisation),
  row(contract.listPersons, "people.see", listPersonRows),
  row(contract.grantRole, "people.grant", roles.grantRole),
  row(contract.endRole, "people.see", roles.endRole),
  row(contract.delegate, "people.delegate", roles.delegate),
  row(contract.listMemberships, "people.see", listMembershipRows),
  row(contract.addMember, "people.members", organisations.addMember),
  row(contract.endMembership, "people.leave", organisations.endMembership),
  row(contract.setConsent, "people.consent", organisations.setConsent),
  row(inviting.invite, "people.invite", invitations.invite, { maxBytes: 256 * 1024 }),
  row(inviting.listInvitations, "people.invite", listInvitationRows),
  row(inviting.revokeInvitation, "people.invite", invitations.revokeInvitation),
  row(inviting.openInvitation, "public", invitations.openInvitation, { perMinute: 30 }),
  row(inviting.acceptInvitation, "public", invitations.acceptInvitation, { perMinute: 20 }),
  row(claiming.lookUpClaim, "public", claims.lookUpClaim, { perMinute: 20 }),
  row(claiming.submitClaim, "public", claims.submitClaim, { perMinute: 6 }),
  row(claiming.followClaim, "public", claims.followClaim, { perMinute: 30 }),
  row(claiming.listClaims, "people.claims", listClaimRows),
  row(claiming.reviewClaim, "people.claims", claims.reviewClaim),
  row(dutying.readRoster, "people.duty", duty.readRoster),
  row(dutying.fillRoster, "people.duty", duty.fillRoster),
  row(dutying.setDuty, "people.duty", duty.setDuty),
  row(dutying.askSwap, "people.duty", duty.askSwap),
  row(dutying.answerSwap, "people.duty", duty.answerSwap),
  row(dutying.draftHandover, "people.duty", duty.draftHandover),
  row(dutying.writeHandover, "people.duty", duty.writeHandover),
  row(dutying.listHandovers, "people.duty", duty.listHandovers),
  row(keys.listKeys, "people.keys", listKeys),
  row(keys.makeKey, "people.keys", makeKey, { perMinute: 10 }),
  row(keys.revokeKey, "people.keys", revokeKey),
];
