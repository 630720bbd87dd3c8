import { StrictMode, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

/** A page that holds the box to a language, hears what is chosen, and can take the box away and put it back. */
function Page() {
  const box = useRef(null);
  const [language, setLanguage] = useState("en");
  const [isShown, setShown] = useState(true);
  const [chosen, setChosen] = useState([]);
  useEffect(() => {
    const hear = (event) => {
      event.preventDefault();
      setChosen((before) => [...before, event.detail.query]);
    };
    const element = box.current;
    element?.addEventListener("onrecord-select", hear);
    return () => element?.removeEventListener("onrecord-select", hear);
  }, [isShown]);
  return (
    <main>
      <h1>React</h1>
      <button id="language" onClick={() => setLanguage("es")}>Spanish</button>
      <button id="toggle" onClick={() => setShown(!isShown)}>Show or hide</button>
      {isShown && <onrecord-search ref={box} endpoint={window.ARCHIVE} filters={`lang:${language}`} lang={language} recent />}
      <output>{chosen.join(",")}</output>
    </main>
  );
}

createRoot(document.getElementById("root")).render(<StrictMode><Page /></StrictMode>);
