/** The stations of a hull, port and starboard, as SVG paths in a 720 by 760 box. The last pair is the widest section. */
const STATIONS = [
  "M360 540C372.6 534 381 430 403.4 340 S 428.6 241 431.4 171",
  "M360 460C325 450 309.6 400 297 340 S 290 241 290.7 175",
  "M360 540C379.4 534 403.2 448 432.4 350 S 465.8 246 470.2 176",
  "M360 476C306 468 277.9 416 260.6 346 S 252 246 253.1 180",
  "M360 540C386.3 534 433 466 465.1 360 S 503.1 251 508.9 181",
  "M360 492C287 486 243.2 432 222.8 352 S 214 251 215.5 185",
  "M360 540C393.1 534 470.4 484 501.7 370 S 540.3 256 547.7 186",
  "M360 508C268 504 205.4 448 183.4 358 S 176 256 177.8 190",
  "M360 540C400.0 534 515.4 502 542.0 380 S 577.6 261 586.4 191",
  "M360 524C249 522 164.6 464 142.4 364 S 138 261 140.2 195",
  "M360 540C406.8 534 568 520 586.2 390 S 614.8 266 625.2 196",
  "M360 540C230 540 120.8 480 100 370 S 100 266 102.6 200",
];
const WATERLINES = [220, 272, 324, 376, 428, 480, 532];
const BUTTOCKS = [100, 165, 230, 295, 425, 490, 555, 620];

/** A hull's body plan in hairlines: the one ornament of the product. */
export function BodyPlan() {
  return (
    <aside className="plan" aria-hidden="true">
      <svg viewBox="0 0 720 760" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        {WATERLINES.map((y) => (
          <line key={y} x1="60" x2="660" y1={y} y2={y} />
        ))}
        {BUTTOCKS.map((x) => (
          <line key={x} x1={x} x2={x} y1="190" y2="560" />
        ))}
        <line className="ax" x1="360" x2="360" y1="150" y2="600" />
        <g className="hv">
          {STATIONS.map((path, position) => (
            <path key={path} d={path} className={position >= STATIONS.length - 2 ? "widest" : undefined} />
          ))}
        </g>
        <line className="slip" x1="60" x2="660" y1="600" y2="560" />
        <text x="60" y="632">
          body plan, stations 0 to 10
        </text>
        <text x="660" y="632" textAnchor="end">
          slip 1 : 15
        </text>
      </svg>
    </aside>
  );
}
