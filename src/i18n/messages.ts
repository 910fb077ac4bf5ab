import enAccount from "./messages/en/account.json" with { type: "json" };
import enAllCertificates from "./messages/en/allCertificates.json" with { type: "json" };
import enApprovals from "./messages/en/approvals.json" with { type: "json" };
import enCentre from "./messages/en/centre.json" with { type: "json" };
import enCertificate from "./messages/en/certificate.json" with { type: "json" };
import enChangePassword from "./messages/en/changePassword.json" with { type: "json" };
import enCommon from "./messages/en/common.json" with { type: "json" };
import enDelegation from "./messages/en/delegation.json" with { type: "json" };
import enErrors from "./messages/en/errors.json" with { type: "json" };
import enFirstKeys from "./messages/en/firstKeys.json" with { type: "json" };
import enHelp from "./messages/en/help.json" with { type: "json" };
import enHome from "./messages/en/home.json" with { type: "json" };
import enInstall from "./messages/en/install.json" with { type: "json" };
import enKeyList from "./messages/en/keyList.json" with { type: "json" };
import enKeyPicker from "./messages/en/keyPicker.json" with { type: "json" };
import enKeys from "./messages/en/keys.json" with { type: "json" };
import enLegal from "./messages/en/legal.json" with { type: "json" };
import enLog from "./messages/en/log.json" with { type: "json" };
import enNewPassword from "./messages/en/newPassword.json" with { type: "json" };
import enOperator from "./messages/en/operator.json" with { type: "json" };
import enOrders from "./messages/en/orders.json" with { type: "json" };
import enOutbox from "./messages/en/outbox.json" with { type: "json" };
import enProfile from "./messages/en/profile.json" with { type: "json" };
import enQueue from "./messages/en/queue.json" with { type: "json" };
import enRegisters from "./messages/en/registers.json" with { type: "json" };
import enReissue from "./messages/en/reissue.json" with { type: "json" };
import enRequests from "./messages/en/requests.json" with { type: "json" };
import enReveal from "./messages/en/reveal.json" with { type: "json" };
import enRevoke from "./messages/en/revoke.json" with { type: "json" };
import enSecurity from "./messages/en/security.json" with { type: "json" };
import enShell from "./messages/en/shell.json" with { type: "json" };
import enSignIn from "./messages/en/signIn.json" with { type: "json" };
import enStates from "./messages/en/states.json" with { type: "json" };
import enTrack from "./messages/en/track.json" with { type: "json" };
import kkAccount from "./messages/kk/account.json" with { type: "json" };
import kkAllCertificates from "./messages/kk/allCertificates.json" with { type: "json" };
import kkApprovals from "./messages/kk/approvals.json" with { type: "json" };
import kkCentre from "./messages/kk/centre.json" with { type: "json" };
import kkCertificate from "./messages/kk/certificate.json" with { type: "json" };
import kkChangePassword from "./messages/kk/changePassword.json" with { type: "json" };
import kkCommon from "./messages/kk/common.json" with { type: "json" };
import kkDelegation from "./messages/kk/delegation.json" with { type: "json" };
import kkErrors from "./messages/kk/errors.json" with { type: "json" };
import kkFirstKeys from "./messages/kk/firstKeys.json" with { type: "json" };
import kkHelp from "./messages/kk/help.json" with { type: "json" };
import kkHome from "./messages/kk/home.json" with { type: "json" };
import kkInstall from "./messages/kk/install.json" with { type: "json" };
import kkKeyList from "./messages/kk/keyList.json" with { type: "json" };
import kkKeyPicker from "./messages/kk/keyPicker.json" with { type: "json" };
import kkKeys from "./messages/kk/keys.json" with { type: "json" };
import kkLegal from "./messages/kk/legal.json" with { type: "json" };
import kkLog from "./messages/kk/log.json" with { type: "json" };
import kkNewPassword from "./messages/kk/newPassword.json" with { type: "json" };
import kkOperator from "./messages/kk/operator.json" with { type: "json" };
import kkOrders from "./messages/kk/orders.json" with { type: "json" };
import kkOutbox from "./messages/kk/outbox.json" with { type: "json" };
import kkProfile from "./messages/kk/profile.json" with { type: "json" };
import kkQueue from "./messages/kk/queue.json" with { type: "json" };
import kkRegisters from "./messages/kk/registers.json" with { type: "json" };
import kkReissue from "./messages/kk/reissue.json" with { type: "json" };
import kkRequests from "./messages/kk/requests.json" with { type: "json" };
import kkReveal from "./messages/kk/reveal.json" with { type: "json" };
import kkRevoke from "./messages/kk/revoke.json" with { type: "json" };
import kkSecurity from "./messages/kk/security.json" with { type: "json" };
import kkShell from "./messages/kk/shell.json" with { type: "json" };
import kkSignIn from "./messages/kk/signIn.json" with { type: "json" };
import kkStates from "./messages/kk/states.json" with { type: "json" };
import kkTrack from "./messages/kk/track.json" with { type: "json" };
import ruAccount from "./messages/ru/account.json" with { type: "json" };
import ruAllCertificates from "./messages/ru/allCertificates.json" with { type: "json" };
import ruApprovals from "./messages/ru/approvals.json" with { type: "json" };
import ruCentre from "./messages/ru/centre.json" with { type: "json" };
import ruCertificate from "./messages/ru/certificate.json" with { type: "json" };
import ruChangePassword from "./messages/ru/changePassword.json" with { type: "json" };
import ruCommon from "./messages/ru/common.json" with { type: "json" };
import ruDelegation from "./messages/ru/delegation.json" with { type: "json" };
import ruErrors from "./messages/ru/errors.json" with { type: "json" };
import ruFirstKeys from "./messages/ru/firstKeys.json" with { type: "json" };
import ruHelp from "./messages/ru/help.json" with { type: "json" };
import ruHome from "./messages/ru/home.json" with { type: "json" };
import ruInstall from "./messages/ru/install.json" with { type: "json" };
import ruKeyList from "./messages/ru/keyList.json" with { type: "json" };
import ruKeyPicker from "./messages/ru/keyPicker.json" with { type: "json" };
import ruKeys from "./messages/ru/keys.json" with { type: "json" };
import ruLegal from "./messages/ru/legal.json" with { type: "json" };
import ruLog from "./messages/ru/log.json" with { type: "json" };
import ruNewPassword from "./messages/ru/newPassword.json" with { type: "json" };
import ruOperator from "./messages/ru/operator.json" with { type: "json" };
import ruOrders from "./messages/ru/orders.json" with { type: "json" };
import ruOutbox from "./messages/ru/outbox.json" with { type: "json" };
import ruProfile from "./messages/ru/profile.json" with { type: "json" };
import ruQueue from "./messages/ru/queue.json" with { type: "json" };
import ruRegisters from "./messages/ru/registers.json" with { type: "json" };
import ruReissue from "./messages/ru/reissue.json" with { type: "json" };
import ruRequests from "./messages/ru/requests.json" with { type: "json" };
import ruReveal from "./messages/ru/reveal.json" with { type: "json" };
import ruRevoke from "./messages/ru/revoke.json" with { type: "json" };
import ruSecurity from "./messages/ru/security.json" with { type: "json" };
import ruShell from "./messages/ru/shell.json" with { type: "json" };
import ruSignIn from "./messages/ru/signIn.json" with { type: "json" };
import ruStates from "./messages/ru/states.json" with { type: "json" };
import ruTrack from "./messages/ru/track.json" with { type: "json" };
import type { Locale } from "./routing.ts";

/** One folder a language, one file a namespace. */
const kk = {
  account: kkAccount,
  allCertificates: kkAllCertificates,
  approvals: kkApprovals,
  changePassword: kkChangePassword,
  centre: kkCentre,
  certificate: kkCertificate,
  common: kkCommon,
  delegation: kkDelegation,
  errors: kkErrors,
  firstKeys: kkFirstKeys,
  help: kkHelp,
  home: kkHome,
  install: kkInstall,
  keyList: kkKeyList,
  keyPicker: kkKeyPicker,
  keys: kkKeys,
  legal: kkLegal,
  log: kkLog,
  newPassword: kkNewPassword,
  operator: kkOperator,
  orders: kkOrders,
  outbox: kkOutbox,
  profile: kkProfile,
  queue: kkQueue,
  registers: kkRegisters,
  reissue: kkReissue,
  requests: kkRequests,
  reveal: kkReveal,
  revoke: kkRevoke,
  security: kkSecurity,
  shell: kkShell,
  signIn: kkSignIn,
  states: kkStates,
  track: kkTrack,
};

const ru = {
  account: ruAccount,
  allCertificates: ruAllCertificates,
  approvals: ruApprovals,
  changePassword: ruChangePassword,
  centre: ruCentre,
  certificate: ruCertificate,
  common: ruCommon,
  delegation: ruDelegation,
  errors: ruErrors,
  firstKeys: ruFirstKeys,
  help: ruHelp,
  home: ruHome,
  install: ruInstall,
  keyList: ruKeyList,
  keyPicker: ruKeyPicker,
  keys: ruKeys,
  legal: ruLegal,
  log: ruLog,
  newPassword: ruNewPassword,
  operator: ruOperator,
  orders: ruOrders,
  outbox: ruOutbox,
  profile: ruProfile,
  queue: ruQueue,
  registers: ruRegisters,
  reissue: ruReissue,
  requests: ruRequests,
  reveal: ruReveal,
  revoke: ruRevoke,
  security: ruSecurity,
  shell: ruShell,
  signIn: ruSignIn,
  states: ruStates,
  track: ruTrack,
};

const en = {
  account: enAccount,
  allCertificates: enAllCertificates,
  approvals: enApprovals,
  changePassword: enChangePassword,
  centre: enCentre,
  certificate: enCertificate,
  common: enCommon,
  delegation: enDelegation,
  errors: enErrors,
  firstKeys: enFirstKeys,
  help: enHelp,
  home: enHome,
  install: enInstall,
  keyList: enKeyList,
  keyPicker: enKeyPicker,
  keys: enKeys,
  legal: enLegal,
  log: enLog,
  newPassword: enNewPassword,
  operator: enOperator,
  orders: enOrders,
  outbox: enOutbox,
  profile: enProfile,
  queue: enQueue,
  registers: enRegisters,
  reissue: enReissue,
  requests: enRequests,
  reveal: enReveal,
  revoke: enRevoke,
  security: enSecurity,
  shell: enShell,
  signIn: enSignIn,
  states: enStates,
  track: enTrack,
};

export type Messages = typeof en;

export type Namespace = keyof Messages;

/** All texts. The English ones give the type: a text that is missing in a language does not compile. */
export const messages: Readonly<Record<Locale, Messages>> = { kk, ru, en };
