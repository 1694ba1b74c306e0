import Link from "next/link";

/** Unknown and foreign addresses look the same. */
export default function NotFound() {
  return (
    <main className="empty" style={{ margin: "20vh auto", padding: 20 }}>
      <b>There is nothing here</b>
      <p>The address is wrong, or what was here belongs to somebody else.</p>
      <Link className="link" href="/">
        Go to the first page
      </Link>
    </main>
  );
}
