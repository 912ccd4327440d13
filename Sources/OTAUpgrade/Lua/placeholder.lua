function placeholder() end
