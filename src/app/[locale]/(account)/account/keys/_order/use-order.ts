"use client";

import { useEffect, useState } from "react";
import { ApiProblem } from "#browser/api-problem.ts";
import { askOrder } from "#browser/ceremonies/revocation.ts";

const EVERY_MS = 700;
/** An order is done well within a second; after so many looks something is slow. */
const PATIENT_LOOKS = 15;

type OrderState = "PENDING" | "DONE" | "REFUSED" | "SIGNED_OUT";

/** Asks what became of an order until it is done; SIGNED_OUT when it has ended the session that asks. */
export function useOrder(order: string): { readonly state: OrderState; readonly slow: boolean } {
  const [state, setState] = useState<OrderState>("PENDING");
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    if (state !== "PENDING") return;
    const look = () =>
      askOrder(order)
        .catch((error: unknown) => (isSignedOut(error) ? ("SIGNED_OUT" as const) : ("PENDING" as const)))
        .then((found) => {
          setState(found);
          setLooks(looks + 1);
        });
    const timer = setTimeout(look, looks === 0 ? 0 : EVERY_MS);
    return () => clearTimeout(timer);
  }, [order, state, looks]);
  return { state, slow: looks >= PATIENT_LOOKS };
}

/** Every other failure says nothing about the order, which is on record: then it is asked again. */
function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === "SIGNED_OUT";
}
