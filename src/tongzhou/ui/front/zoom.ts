import "./islands/zoom";
