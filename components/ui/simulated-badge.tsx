import { FlaskConical } from "lucide-react";

/** Marks content that the simulated model made. Always with its word. */
export function SimulatedBadge() {
  return (
    <span className="badge sim">
      <FlaskConical className="i" aria-hidden />
      Simulated
    </span>
  );
}
