/** Something outside stands in the way of the start: its message is one sentence with the way forward, shown as it is. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StartError";
  }
}
