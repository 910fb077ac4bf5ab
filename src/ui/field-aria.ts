/** The attributes that tie a control to the hint and the error of its field. */
export function fieldAria(id: string, hint: unknown, error: string | undefined) {
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return {
    id,
    "aria-describedby": described === "" ? undefined : described,
    "aria-invalid": error ? true : undefined,
  } as const;
}
