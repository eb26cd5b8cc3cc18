package ui

func (c *Notice) say() string {
	if c.S.Notice == nil {
		return ""
	}
	return c.S.Notice.Say(c.S.Text)
}

// detail is what the program said of it, for those who look into it.
func (c *Notice) detail() string {
	if c.S.Notice == nil {
		return ""
	}
	return c.S.Notice.Detail
}

func (c *Notice) retry() bool { return c.S.Notice != nil && c.S.Notice.Retry != nil }

func (c *Notice) again() {
	if c.retry() {
		c.S.Notice.Retry.Retry()
	}
}
