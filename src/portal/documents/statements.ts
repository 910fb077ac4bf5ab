/** The sentence at the heart of each signed document, in the signer's language. Part of what is signed: never reworded. */
export const STATEMENTS = {
  SIGN_IN: {
    kk: "Мен жеке кабинетке кіремін.",
    ru: "Я вхожу в личный кабинет.",
    en: "I am signing in to my personal account.",
  },
  REISSUE: {
    kk: "Мен осы деректер бойынша ЭЦҚ кілттерімді қайта шығаруды сұраймын.",
    ru: "Я прошу перевыпустить мои ключи ЭЦП по этим данным.",
    en: "I ask for the re-issuance of my DS keys with these data.",
  },
  CONFIRM: {
    kk: "Мен қызметкердің ЭЦҚ кілттерін шығару туралы осы өтінімін растаймын.",
    ru: "Я подтверждаю эту заявку сотрудника на выпуск ключей ЭЦП.",
    en: "I confirm this employee's request for DS keys.",
  },
  REFUSE: {
    kk: "Мен қызметкердің ЭЦҚ кілттерін шығару туралы осы өтінімін қабылдамаймын.",
    ru: "Я отклоняю эту заявку сотрудника на выпуск ключей ЭЦП.",
    en: "I refuse this employee's request for DS keys.",
  },
  VOUCH: {
    kk: "Мен өтініш берушіні жеке басын куәландыратын құжаты бойынша тексердім және оған ЭЦҚ кілттерін шығаруды растаймын.",
    ru: "Я установил личность заявителя по документу и подтверждаю выпуск ему ключей ЭЦП.",
    en: "I have checked the applicant's identity document and confirm that DS keys are issued to them.",
  },
  TURN_AWAY: {
    kk: "Мен ЭЦҚ кілттерін алуға берілген осы өтінімді қабылдамаймын.",
    ru: "Я отклоняю эту заявку на получение ключей ЭЦП.",
    en: "I refuse this request for DS keys.",
  },
  CANCEL: {
    kk: "Мен осы өтінімімді кері қайтарып аламын.",
    ru: "Я отзываю эту свою заявку.",
    en: "I take this request of mine back.",
  },
  REVOKE: {
    kk: "Мен осы тіркеу куәліктерін қайтарып алуды сұраймын.",
    ru: "Я прошу отозвать эти регистрационные свидетельства.",
    en: "I ask for the revocation of these registration certificates.",
  },
  HOLD: {
    kk: "Мен осы тіркеу куәліктерінің қолданысын уақытша тоқтатуды сұраймын.",
    ru: "Я прошу приостановить действие этих регистрационных свидетельств.",
    en: "I ask for these registration certificates to be put on hold.",
  },
  RELEASE: {
    kk: "Мен осы тіркеу куәлігінің қолданысын қалпына келтіруді сұраймын.",
    ru: "Я прошу возобновить действие этого регистрационного свидетельства.",
    en: "I ask for the hold on this registration certificate to be lifted.",
  },
  ORDER_REVOKE: {
    kk: "Мен аталған құжат негізінде осы тіркеу куәліктерін қайтарып алуды бұйырамын.",
    ru: "Я распоряжаюсь отозвать эти регистрационные свидетельства на основании названного документа.",
    en: "I order the revocation of these registration certificates on the ground of the document named.",
  },
  ORDER_HOLD: {
    kk: "Мен аталған құжат негізінде осы тіркеу куәліктерінің қолданысын уақытша тоқтатуды бұйырамын.",
    ru: "Я распоряжаюсь приостановить действие этих регистрационных свидетельств на основании названного документа.",
    en: "I order these registration certificates to be put on hold on the ground of the document named.",
  },
  ORDER_RELEASE: {
    kk: "Мен аталған құжат негізінде осы тіркеу куәліктерінің қолданысын қалпына келтіруді бұйырамын.",
    ru: "Я распоряжаюсь возобновить действие этих регистрационных свидетельств на основании названного документа.",
    en: "I order the hold on these registration certificates to be lifted on the ground of the document named.",
  },
  APPROVE_ORDER: {
    kk: "Мен осы өкімді оқып, тексердім және оны бекітемін.",
    ru: "Я прочитал(а) и проверил(а) это распоряжение и утверждаю его.",
    en: "I have read and checked this order, and I approve it.",
  },
  DECLINE_ORDER: {
    kk: "Мен осы өкімді бекітпеймін.",
    ru: "Я не утверждаю это распоряжение.",
    en: "I do not approve this order.",
  },
  CONFIRMATIONS: {
    kk: "Мен ұйым қызметкерінің ЭЦҚ кілттеріне арналған әр өтінімін растайтын адамдардың санын белгілеймін.",
    ru: "Я устанавливаю, сколько человек должны подтвердить каждую заявку сотрудника организации на ключи ЭЦП.",
    en: "I set how many persons have to confirm each request for DS keys by an employee of the organisation.",
  },
  DELEGATE: {
    kk: "Мен осы адамға аталған күндері ұйым қызметкерлерінің ЭЦҚ кілттеріне арналған, аталған түрлердегі өтінімдерін менің орныма растау құқығын беремін.",
    ru: "Я даю этому лицу право в названные дни подтверждать вместо меня заявки сотрудников организации на ключи ЭЦП названных видов.",
    en: "I give this person the right to confirm in my place, on the days named, requests for DS keys of the kinds named by the organisation's people.",
  },
  WITHDRAW_DELEGATION: {
    kk: "Мен осы адамға берілген растау құқығын қайтарып аламын.",
    ru: "Я отзываю данное этому лицу право подтверждать заявки.",
    en: "I withdraw the right to confirm that this person was given.",
  },
} as const;
