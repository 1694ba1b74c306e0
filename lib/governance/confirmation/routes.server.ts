import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { getConfirmation } from "@/lib/governance/confirmation/data.server";
import { confirmSession } from "@/lib/governance/confirmation/mutations.server";
import { ConfirmationAnswer, ConfirmationView } from "@/lib/governance/confirmation/schema";

const tag = "Members";

export const confirmationRoutes: GovernedRoute[] = [
  governedRoute(
    {
      ...{ method: "get", path: "/confirmation", scope: "session:confirm", tag },
      summary: "Whether you proved a short time ago who you are, and how you do",
      response: ConfirmationView,
    },
    ({ actor }) => getConfirmation(actor, new Date()),
  ),
  governedRoute(
    {
      ...{ method: "post", path: "/confirmation", scope: "session:confirm", tag },
      summary: "Type your password again, for what asks for it",
      body: ConfirmationAnswer,
      response: ConfirmationView,
    },
    ({ actor, body }) => confirmSession(actor, body.password, new Date()),
  ),
];
