import "./islands/gantt";
