// Everything here only adds to pages that work without it.
(() => {
  "use strict";

  // Drafts: a form with data-draft is kept on the server from the first twenty characters.
  // Each names its page and its place among that page’s drafts: one that comes late is no use any more.
  for (const form of document.querySelectorAll("form[data-draft]")) {
    let timer, order = 0, shown = 0;
    const keep = () => {
      const fields = [...new FormData(form)], body = new URLSearchParams();
      const typed = fields.filter(([name]) => !name.startsWith("_"));
      if (typed.map(([, value]) => value).join("").length < 20 && !order) return;
      for (const [name, value] of typed) body.append(name, value);
      body.set("_csrf", form.elements._csrf.value);
      body.set("_form", form.dataset.draft);
      body.set("_instance", form.elements._once.value + (shown ? `.${shown}` : ""));
      body.set("_order", ++order);
      fetch("/drafts", { method: "POST", body, credentials: "same-origin", keepalive: body.toString().length < 60000 });
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 900); });
    form.addEventListener("submit", () => clearTimeout(timer));
    // Whoever comes back to a form that was sent, and writes on, begins anew.
    window.addEventListener("pageshow", event => { if (event.persisted) shown++; });
  }

  // Keep: what is selected in a text becomes the passage.
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const text = selection.toString().trim();
    const node = selection.anchorNode && selection.anchorNode.parentElement;
    const source = node && node.closest("[data-keep]");
    if (!source || !text) return;
    const link = document.querySelector(`[data-keep-link="${source.dataset.keep}"]`);
    if (link) link.href = `/posts/${source.dataset.keep}/keeping?passage=${encodeURIComponent(text.slice(0, 3000))}`;
  });

  // Labels of topics while typing; with commas between several.
  for (const input of document.querySelectorAll("input[data-lookup]")) {
    const list = document.getElementById(input.getAttribute("aria-describedby"));
    let timer;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const word = input.value.split(",").pop().trim();
        if (word.length < 2) { list.replaceChildren(); return; }
        const answer = await fetch(`${input.dataset.lookup}?topic=${encodeURIComponent(word)}`);
        if (answer.ok) list.innerHTML = await answer.text();
      }, 250);
    });
    if (input.name === "topics") list.addEventListener("click", event => {
      const topic = event.target.closest("a.topic");
      if (!topic) return;
      event.preventDefault();
      const words = input.value.split(",").map(word => word.trim()).slice(0, -1);
      input.value = [...words, topic.textContent].join(", ") + ", ";
      list.replaceChildren();
      input.focus();
    });
  }

  // Live: while a page is open and looked at, its reader hears that something is new here, or in what they follow.
  const bell = document.querySelector("a.bell");
  if (bell && window.EventSource) {
    const thread = document.querySelector("[data-thread]");
    const about = thread ? thread.dataset.thread : location.pathname === "/" ? "today" : "";
    const told = document.createElement("div");
    told.className = "live";
    told.setAttribute("role", "status");
    document.body.append(told);
    let stream;
    const listen = () => {
      stream = new EventSource(`/me/live?about=${about}&at=${bell.dataset.at}`);
      // Where the house closed for a moment, the browser does not try again by itself.
      stream.addEventListener("error", () => {
        if (!stream || stream.readyState !== EventSource.CLOSED) return;
        stream = undefined;
        setTimeout(turn, 60000);
      });
      stream.addEventListener("bell", () => {
        bell.classList.add("new");
        bell.setAttribute("aria-label", bell.dataset.new);
      });
      stream.addEventListener("post", event => {
        const { path, words, show, close } = JSON.parse(event.data);
        const link = document.createElement("a");
        link.href = path;
        link.textContent = show;
        link.addEventListener("click", press => {
          if (new URL(link.href).pathname !== location.pathname) return;
          press.preventDefault();
          location.href = link.href;
          location.reload();
        });
        const end = document.createElement("button");
        end.type = "button";
        end.className = "link";
        end.textContent = close;
        end.addEventListener("click", () => told.replaceChildren());
        told.replaceChildren(`${words} `, link, " ", end);
      });
    };
    const turn = () => {
      if (!document.hidden && !stream) listen();
      else if (document.hidden && stream) { stream.close(); stream = undefined; }
    };
    document.addEventListener("visibilitychange", turn);
    window.addEventListener("pagehide", () => { if (stream) stream.close(); stream = undefined; });
    window.addEventListener("pageshow", turn);
    turn();
  }

  // Menus close when something else is pressed.
  document.addEventListener("click", event => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // Choosing a language or a theme needs no second press.
  for (const select of document.querySelectorAll(".pick select")) {
    select.form.querySelector("button").hidden = true;
    select.addEventListener("change", () => select.form.submit());
  }

  // A page that shows progress comes again until it is done.
  const progress = document.querySelector("[data-progress]");
  if (progress) setTimeout(() => location.reload(), 1500);

  // The atlas: nearer and farther, dragged, found by name.
  const atlas = document.querySelector("[data-atlas]");
  if (atlas) {
    const map = atlas.querySelector(".atlas-map"), whole = map.viewBox.baseVal.width, told = atlas.querySelector("[data-atlas-told]");
    let at = { x: whole / 2, y: whole / 2, near: 1 };
    const draw = () => {
      const side = whole / at.near, half = side / 2;
      at.x = Math.min(whole - half, Math.max(half, at.x)); at.y = Math.min(whole - half, Math.max(half, at.y));
      map.setAttribute("viewBox", `${at.x - half} ${at.y - half} ${side} ${side}`);
      map.style.setProperty("--near", at.near);
      map.classList.toggle("near", at.near > 1.8);
    };
    const zoom = by => { at.near = by ? Math.min(8, Math.max(1, at.near * by)) : 1; draw(); };
    atlas.querySelector(".atlas-tools").hidden = false;
    for (const button of atlas.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
    map.tabIndex = 0;
    map.addEventListener("keydown", event => {
      const step = whole / at.near / 6, moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (event.key === "+" || event.key === "=") zoom(1.5);
      else if (event.key === "-") zoom(1 / 1.5);
      else if (event.key === "0") zoom(0);
      else if (moves && at.near > 1) { at.x += moves[0] * step; at.y += moves[1] * step; draw(); event.preventDefault(); }
    });
    let drag = null, dragged = false;
    map.addEventListener("pointerdown", event => { drag = { x: event.clientX, y: event.clientY }; dragged = false; });
    map.addEventListener("pointermove", event => {
      if (!drag || at.near === 1) return;
      const scale = whole / at.near / map.clientWidth;
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 4) dragged = true;
      if (!dragged) return;
      at.x -= (event.clientX - drag.x) * scale; at.y -= (event.clientY - drag.y) * scale;
      drag = { x: event.clientX, y: event.clientY };
      draw();
    });
    window.addEventListener("pointerup", () => { drag = null; });
    map.addEventListener("click", event => { if (dragged) event.preventDefault(); });
    map.addEventListener("dragstart", event => event.preventDefault());
    atlas.querySelector("#atlas-find").addEventListener("input", event => {
      const typed = event.target.value.trim().toLocaleLowerCase();
      for (const one of map.querySelectorAll(".found")) one.classList.remove("found");
      const names = [...map.querySelectorAll("a")], name = one => one.querySelector("text").textContent.toLocaleLowerCase();
      const hit = typed && (names.find(one => name(one) === typed) || names.find(one => name(one).startsWith(typed)) || names.find(one => name(one).includes(typed)));
      told.textContent = hit ? hit.getAttribute("aria-label") : "";
      if (!hit) return;
      hit.classList.add("found");
      const spot = hit.querySelector("circle");
      at = { x: spot.cx.baseVal.value, y: spot.cy.baseVal.value, near: Math.max(at.near, 2.5) };
      draw();
    });
  }

  // Passkeys (WebAuthn).
  if (!window.PublicKeyCredential) return;
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const post = (path, token, body) => fetch(path, { method: "POST", credentials: "same-origin", headers: { "X-XSRF-TOKEN": token, "Content-Type": "application/json" }, body });
  for (const box of document.querySelectorAll("[data-passkey]")) {
    box.hidden = false;
    const token = box.querySelector("[name=_csrf]").value;
    const problem = box.querySelector("[data-passkey-problem]");
    const attempt = deed => async () => {
      problem.hidden = true;
      try { if (!(await deed()).ok) throw new Error("refused"); } catch { problem.hidden = false; }
    };
    const add = box.querySelector("[data-passkey-add]");
    if (add) add.addEventListener("click", attempt(async () => {
      const { challenge, options } = await (await post("/me/passkeys/options", token)).json();
      options.challenge = bytes(options.challenge);
      options.user.id = bytes(options.user.id);
      for (const one of options.excludeCredentials || []) one.id = bytes(one.id);
      const made = await navigator.credentials.create({ publicKey: options });
      const label = box.querySelector("[name=label]").value;
      const answer = await post(`/me/passkeys?challenge=${challenge}&label=${encodeURIComponent(label)}`, token, JSON.stringify({
        id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: made.getClientExtensionResults(),
        authenticatorAttachment: made.authenticatorAttachment,
        response: { attestationObject: text(made.response.attestationObject), clientDataJSON: text(made.response.clientDataJSON), transports: made.response.getTransports ? made.response.getTransports() : [] }
      }));
      if (answer.ok) location.href = "/me/sign-in?done=saved";
      return answer;
    }));
    const use = box.querySelector("[data-passkey-use]");
    if (use) use.addEventListener("click", attempt(async () => {
      const { challenge, options } = await (await post("/sign-in/passkey/options", token)).json();
      options.challenge = bytes(options.challenge);
      for (const one of options.allowCredentials || []) one.id = bytes(one.id);
      const given = await navigator.credentials.get({ publicKey: options });
      const answer = await post(`/sign-in/passkey?challenge=${challenge}`, token, JSON.stringify({
        id: given.id, rawId: text(given.rawId), type: given.type, clientExtensionResults: given.getClientExtensionResults(),
        authenticatorAttachment: given.authenticatorAttachment,
        response: { authenticatorData: text(given.response.authenticatorData), clientDataJSON: text(given.response.clientDataJSON), signature: text(given.response.signature), userHandle: given.response.userHandle ? text(given.response.userHandle) : undefined }
      }));
      if (answer.ok) location.href = box.dataset.next || "/";
      return answer;
    }));
  }
})();
