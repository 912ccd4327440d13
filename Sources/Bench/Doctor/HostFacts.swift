/// What of a host decides whether its boards can be reached.
public struct HostFacts: Sendable, Hashable {
    /// A program that is running.
    public struct Process: Sendable, Hashable {
        /// Its process id.
        public var pid: Int
        /// Its short name.
        public var name: String

        /// Makes a process from its facts.
        public init(pid: Int, name: String) {
            self.pid = pid
            self.name = name
        }
    }

    /// A rules file that udev reads.
    public struct RulesFile: Sendable, Hashable {
        /// Where it lies.
        public var path: String
        /// What it says.
        public var text: String

        /// Makes a file from its facts.
        public init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// The user that runs this.
    public var user: String
    /// Whether that is root, who may open any port.
    public var isRoot: Bool
    /// The groups of this process.
    public var groups: Set<String>
    /// The groups that the user has been given, also since this session began.
    public var assignedGroups: Set<String>
    /// Programs that are known to take ports.
    public var grabbers: [Process]
    /// Converters on USB that have no serial port, though they should: `1a86:7523` and the like.
    public var strayConverters: [String]
    /// The project's rules, where they are installed.
    public var rules: RulesFile?

    /// Makes the facts of a host where nothing is wrong.
    public init(
        user: String = "root",
        isRoot: Bool = false,
        groups: Set<String> = [],
        assignedGroups: Set<String> = [],
        grabbers: [Process] = [],
        strayConverters: [String] = [],
        rules: RulesFile? = nil
    ) {
        self.user = user
        self.isRoot = isRoot
        self.groups = groups
        self.assignedGroups = assignedGroups
        self.grabbers = grabbers
        self.strayConverters = strayConverters
        self.rules = rules
    }
}
