import { DeadLettersPage } from "@/components/runtime/dead-letters/dead-letters-page";

export const metadata = { title: "Dead letters" };

export default async function Page({ params }: PageProps<"/[tenant]/dead-letters">) {
  return <DeadLettersPage tenant={(await params).tenant} />;
}
