import ArgumentParser
import Reports

extension PowerVerb: ExpressibleByArgument {}
