import { Template } from "#platform/prisma/enums.ts";

/** The template that a signed document names, as the texts know it. */
export function templateOf(named: string): Template {
  const template = Object.values(Template).find((one) => one === named);
  if (!template) throw new TypeError(`No template is called ${named}.`);
  return template;
}
