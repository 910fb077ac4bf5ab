import { expect, it } from "vitest";
import { trackerSteps } from "#app/[locale]/(account)/account/requests/[number]/tracker-steps.ts";
import { RequestState } from "#portal/requests/contract.ts";

const shown = (state: RequestState, needsManager = true) => trackerSteps(state, needsManager).map((step) => step.state);

it.each<[RequestState, readonly string[]]>([
  ["SUBMITTED", ["done", "current", "ahead", "ahead"]],
  ["CONFIRMED", ["done", "done", "current", "ahead"]],
  ["ISSUING", ["done", "done", "current", "ahead"]],
  ["ISSUED", ["done", "done", "done", "current"]],
  ["INSTALLED", ["done", "done", "done", "done"]],
  ["REFUSED", ["done", "stopped", "ahead", "ahead"]],
  ["CANCELLED", ["done", "stopped", "ahead", "ahead"]],
  ["EXPIRED", ["done", "stopped", "ahead", "ahead"]],
  ["REJECTED", ["done", "done", "stopped", "ahead"]],
])("shows how far a request in %s has come", (state, steps) => {
  expect(shown(state)).toEqual(steps);
});

it.each(RequestState.options)("shows no confirmation in %s to whom nobody has to confirm", (state) => {
  expect(trackerSteps(state, false).map(({ name }) => name)).toEqual(["submitted", "issued", "installed"]);
});

it("has one step at most that is the current one", () => {
  for (const state of RequestState.options) {
    expect(shown(state).filter((step) => step === "current").length).toBeLessThanOrEqual(1);
  }
});

it("shows where a request without confirmation was taken back", () => {
  expect(shown("CANCELLED", false)).toEqual(["done", "stopped", "ahead"]);
});
