type Article = { title: string; text: string };

/** A small library for the demo search. */
const ARTICLES: readonly Article[] = [
  {
    title: "Heat pumps in old houses",
    text: "Air-source heat pumps reach a seasonal performance of 2.7 to 3.3 in unrenovated houses; larger radiators help more than insulation of the roof alone.",
  },
  {
    title: "What heat pumps cost",
    text: "A retrofit costs 18,000 to 32,000 EUR before subsidies; running costs depend on the ratio of the electricity price to the gas price.",
  },
  {
    title: "Container ports and shore power",
    text: "Shore power cuts the emissions of ships at berth by up to 98 %; the investment per berth is 5 to 10 million EUR.",
  },
  {
    title: "Slipways and dry docks",
    text: "A slipway launches a hull by gravity; a dry dock floats it. Slipways need less land, docks put less stress on the hull.",
  },
  {
    title: "Queues and back-pressure",
    text: "A bounded queue with back-pressure keeps latency flat under overload, while an unbounded one turns overload into an outage later.",
  },
  {
    title: "Durable execution",
    text: "Durable execution records each finished step, so that after a crash a process continues instead of starting again.",
  },
  {
    title: "Language models as agents",
    text: "An agent is a model in a loop with tools. Most failures come from tools and context, not from the model.",
  },
  {
    title: "Against autonomous agents",
    text: "Without bounds on turns, money and permissions an agent repeats its mistakes faster than a person notices them.",
  },
  {
    title: "Electric delivery vans",
    text: "Vans on city routes of under 120 km a day are cheaper electric from the third year on; charging at the depot avoids peaks.",
  },
  {
    title: "Remote work and offices",
    text: "Teams that meet on two fixed days need 40 % fewer desks; new colleagues learn more slowly when nobody is there.",
  },
  {
    title: "The four day week",
    text: "Pilot projects kept output while hours fell by a fifth; customer support needed shifts to stay reachable.",
  },
  {
    title: "Zero-trust networks",
    text: "Zero trust checks each request by identity and state of the device; it replaces the network border, not the firewall.",
  },
];
const STOP = new Set([
  "what",
  "does",
  "about",
  "against",
  "known",
  "speaks",
  "cost",
  "the",
  "and",
  "how",
  "why",
  "are",
]);

/** Articles by the number of words they share with the query, at most `limit`. Never the internet. */
export function searchDemoLibrary(query: string, limit: number): { title: string; excerpt: string; score: number }[] {
  const words = wordsOf(query);
  return ARTICLES.map((article) => ({ article, score: scoreOf(article, words) }))
    .sort((a, b) => b.score - a.score || (a.article.title < b.article.title ? -1 : 1))
    .slice(0, limit)
    .map(({ article, score }) => ({ title: article.title, excerpt: article.text, score }));
}

function scoreOf({ title, text }: Article, words: ReadonlySet<string>): number {
  const inTitle = [...wordsOf(title)].filter((word) => words.has(word)).length;
  const inText = [...wordsOf(text)].filter((word) => words.has(word)).length;
  return 3 * inTitle + inText;
}

/** Words of four letters and more, without a plural s. */
const wordsOf = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/\p{L}{4,}/gu) ?? [])
      .map((word) => word.replace(/s$/, ""))
      .filter((word) => !STOP.has(word)),
  );
