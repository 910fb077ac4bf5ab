/** A phone or an address so that its owner knows it and nobody else learns it: `+7 ••• ••• •• 12`, `a•••@example.kz`. */
export function maskContact(contact: string): string {
  const at = contact.lastIndexOf("@");
  if (at > 0) return `${contact.slice(0, 1)}•••${contact.slice(at)}`;
  return `${contact.slice(0, 2)} ••• ••• •• ${contact.slice(-2)}`;
}
