import type { Template } from "#platform/prisma/enums.ts";

/** A person of the demonstration. All are invented, with numbers whose check digits fit. */
export interface DemoPerson {
  /** The folder of their key files. */
  readonly slug: string;
  readonly iin: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic?: string;
  readonly email?: string;
  readonly template: Template;
  readonly organisation?: { readonly bin: string; readonly name: string };
  /** What the Mobile Citizens Database has; a non-resident has none. */
  readonly phone?: string;
  /** Whose keys no longer open anything. */
  readonly revoked?: true;
}

const ALMA = { bin: "120340999010", name: "ТОО «Алма Ағаш»" };
/** The authority itself. */
const TANBA = { bin: "200540999045", name: "«Таңба» куәландырушы орталығы" };
const DALA = { bin: "150940999028", name: "АҚ «Кең Дала Құрылыс»" };

const person = (
  slug: string,
  iin: string,
  name: readonly [surname: string, givenName: string, patronymic?: string],
  capacity: Pick<DemoPerson, "template" | "organisation" | "revoked"> & { readonly nonResident?: true },
): DemoPerson => {
  const [surname, givenName, patronymic] = name;
  const { nonResident, ...held } = capacity;
  const phone = nonResident ? undefined : `+770000000${iin.slice(9, 11)}`;
  return { slug, iin, surname, givenName, patronymic, email: `${slug}@demo.invalid`, phone, ...held };
};

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person("individual", "850312399011", ["Әбдірахманов", "Ерлан", "Маратұлы"], { template: "INDIVIDUAL" }),
  person("alma-first-head", "790528499029", ["Сейтқалиева", "Гүлмира", "Әнуарқызы"], {
    template: "FIRST_HEAD",
    organisation: ALMA,
  }),
  person("alma-hr", "881101399032", ["Жұмабаев", "Нұрлан", "Серікұлы"], { template: "HR", organisation: ALMA }),
  person("alma-right-to-sign", "910724499041", ["Қасымова", "Әсел", "Талғатқызы"], {
    template: "RIGHT_TO_SIGN",
    organisation: ALMA,
  }),
  person("alma-financial", "830419499056", ["Петрова", "Наталья", "Сергеевна"], {
    template: "FINANCIAL_SIGNATURE",
    organisation: ALMA,
  }),
  person("alma-employee", "940916499060", ["Серікова", "Айгүл", "Нұрланқызы"], {
    template: "EMPLOYEE",
    organisation: ALMA,
  }),
  person("alma-employee-2", "901201399072", ["Ким", "Виктор"], { template: "EMPLOYEE", organisation: ALMA }),
  person("dala-first-head", "760203399085", ["Иманов", "Данияр", "Болатұлы"], {
    template: "FIRST_HEAD",
    organisation: DALA,
  }),
  person("dala-employee", "920630499092", ["Оспанова", "Динара", "Ержанқызы"], {
    template: "EMPLOYEE",
    organisation: DALA,
  }),
  person("dala-employee-2", "950417399112", ["Ахметов", "Ринат", "Ильдарович"], {
    template: "EMPLOYEE",
    organisation: DALA,
  }),
  person("non-resident", "890217399121", ["Йылмаз", "Эмре"], { template: "INDIVIDUAL", nonResident: true }),
  person("operator", "860522499130", ["Жақсыбекова", "Мадина", "Қайратқызы"], {
    template: "OPERATOR",
    organisation: TANBA,
  }),
  person("operator-2", "930311399142", ["Сәдуақасов", "Тимур", "Ерболұлы"], {
    template: "OPERATOR",
    organisation: TANBA,
  }),
  person("senior-operator", "811120499159", ["Ли", "Светлана", "Викторовна"], {
    template: "SENIOR_OPERATOR",
    organisation: TANBA,
  }),
  person("auditor", "780909399160", ["Омарова", "Сәуле", "Бақытқызы"], { template: "AUDITOR", organisation: TANBA }),
  person("administrator", "840617499173", ["Нұрғалиева", "Жанар", "Асқарқызы"], {
    template: "ADMINISTRATOR",
    organisation: TANBA,
  }),
  person("revoked", "870808399100", ["Төлегенов", "Асқар", "Қайратұлы"], { template: "INDIVIDUAL", revoked: true }),
];

/** Whom the state registers know and nobody has given keys to: for trying the Registration Centre. */
export const DEMO_APPLICANTS = [
  { iin: "970214499183", surname: "Қасымова", givenName: "Гүлмира", patronymic: "Маратқызы" },
  {
    ...{ iin: "760830399195", surname: "Смағұлов", givenName: "Нұрлан", patronymic: "Бекенұлы" },
    company: { bin: "260140999055", name: "ТОО «Жаңа Қадам»" },
  },
] as const;
