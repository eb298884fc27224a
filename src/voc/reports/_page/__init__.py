"""Parts of the page: the quotes behind each number, curves to lay over the map's, lanes, filters."""
