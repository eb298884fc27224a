"""Are waves told truly: what moved where nothing did, what is found where something did, and how long a diff takes."""
