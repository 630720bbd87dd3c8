/** The search box: what `/widget.js` is, and all that a page loads before the box is used. */

import { OnrecordSearch } from "./box_element";

// Two copies of the script on a page are one.
if (!customElements.get("onrecord-search")) customElements.define("onrecord-search", OnrecordSearch);
