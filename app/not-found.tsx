import Link from "next/link";
import { MessagePage } from "@/components/shell/message-page";
import { buttonClass } from "@/components/ui/button";

export const metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <MessagePage
      title="There is nothing here"
      actions={
        <Link href="/" className={buttonClass("primary")}>
          Go to your start page
        </Link>
      }
    >
      The address is wrong, the thing was removed, or it belongs to a tenant that you are not a member of.
    </MessagePage>
  );
}
