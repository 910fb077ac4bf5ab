/**
 * Ends this process by SIGKILL on itself when the test asked for it at this point; otherwise it does nothing.
 *
 * Both TANBA_FAILPOINTS_ALLOWED=1 and TANBA_FAILPOINT=<name> must be set, so that a forgotten variable kills nobody.
 */
export function failpoint(name: string): void {
  if (process.env["TANBA_FAILPOINTS_ALLOWED"] !== "1" || process.env["TANBA_FAILPOINT"] !== name) return;
  process.kill(process.pid, "SIGKILL");
  // the signal may be delivered a moment later, and nothing after this point may run
  for (;;);
}
