import { createApp, h, ref } from "vue";

/** The same page: `onOnrecord-select` is how a render function hears the event `onrecord-select`. */
const Page = {
  setup() {
    const language = ref("en");
    const isShown = ref(true);
    const chosen = ref([]);
    const hear = (event) => {
      event.preventDefault();
      chosen.value.push(event.detail.query);
    };
    const box = () => h("onrecord-search", {
      endpoint: window.ARCHIVE, filters: `lang:${language.value}`, lang: language.value, recent: "", "onOnrecord-select": hear,
    });
    return () => h("main", [
      h("h1", "Vue"),
      h("button", { id: "language", onClick: () => { language.value = "es"; } }, "Spanish"),
      h("button", { id: "toggle", onClick: () => { isShown.value = !isShown.value; } }, "Show or hide"),
      isShown.value ? box() : null,
      h("output", chosen.value.join(",")),
    ]);
  },
};

createApp(Page).mount("#root");
