import "./islands/htmx";
