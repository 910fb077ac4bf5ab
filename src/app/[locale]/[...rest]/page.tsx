import { notFound } from "next/navigation";

/** Every address that is none of ours, so that it is answered in the visitor's language. */
export default function Page() {
  notFound();
}
