// @ts-check
// Says, before anything is shown, that a map is about to come, and in which language: the style
// sheet keeps its room. An old browser reads this too: nothing in it is newer than 2015.

const root = document.documentElement;
const asked = /(?:^|[#&])lang=(vi|en)(?:&|$)/.exec(location.hash);
root.classList.add("starting");
root.setAttribute("data-language", asked ? asked[1] : root.lang);
